/** The table of programs that keep virtual machines and system containers on this machine or its host. */
import { type Managed, managedTool } from "../../describing/managed.ts";
import type { Tool } from "../../describing/tool.ts";

const rows: readonly Managed[] = [
  {
    names: "lxc incus",
    takes: "p profile c config s storage d device n network project t type",
    where: "project",
    verb: "none",
    does: {
      destroy: "delete, rm, storage volume delete, storage delete, image delete, snapshot delete, rebuild, cluster remove, project delete",
      update: "stop, restart, restore, move, rename, pause, storage volume detach",
    },
  },
  { names: "lxc-destroy", takes: "n name P lxcpath", verb: "first", does: { destroy: "*" } },
  {
    names: "vagrant",
    verb: "none",
    takes: "provider provision-with",
    does: { remake: "destroy", destroy: "box remove --all, snapshot delete", update: "halt, reload, suspend, up, snapshot restore" },
  },
  {
    names: "multipass",
    verb: "none",
    takes: "n name c cpus m memory d disk cloud-init",
    does: { destroy: "delete, purge, restore", update: "stop, restart, suspend" },
  },
  {
    names: "virsh",
    where: "c connect",
    takes: "domain pool vol snapshotname d debug",
    verb: "none",
    does: {
      destroy:
        "undefine, vol-delete, vol-wipe, pool-delete, snapshot-delete, snapshot-revert, net-undefine, pool-undefine, checkpoint-delete",
      update:
        "destroy, shutdown, reboot, reset, define, edit, pool-destroy, net-destroy, detach-disk, blockcommit, blockpull, migrate, suspend",
    },
  },
  {
    names: "VBoxManage vboxmanage",
    verb: "none",
    takes: "type name format size filename medium",
    does: {
      destroy:
        "unregistervm --delete, closemedium * * --delete, closemedium disk, snapshot * delete, snapshot * restore, discardstate, natnetwork remove",
      update: "controlvm * poweroff|reset, unregistervm, modifyvm, modifymedium, storageattach",
    },
  },
  { names: "limactl", verb: "none", does: { destroy: "delete, remove, rm, prune, factory-reset, disk delete", update: "stop, edit" } },
  {
    names: "qm pct",
    verb: "none",
    takes: "purge skiplock force",
    does: {
      destroy: "destroy|destro|destr|dest|des, delsnapshot|dels, rollback|roll|ro, unlink, template|tem",
      update: "stop, shutdown, reset, set, resize, move-disk, migrate",
    },
  },
  { names: "pvesm pveceph zpoolctl", verb: "none", does: { destroy: "free, remove, osd destroy, pool destroy, mon destroy, purge" } },
  {
    names: "prlctl tart utmctl vmrun",
    verb: "none",
    takes: "T",
    does: { destroy: "delete, unregister, deleteVM, deleteSnapshot, revertToSnapshot, snapshot-delete", update: "stop, reset, suspend" },
  },
  {
    names: "xe xl",
    verb: "none",
    takes: "uuid",
    does: {
      destroy: "vm-destroy, vm-uninstall, vdi-destroy, sr-destroy, sr-forget, snapshot-destroy, destroy",
      update: "vm-shutdown, vm-reboot, shutdown, reboot",
    },
  },
  {
    names: "govc",
    verb: "none",
    single: true,
    where: "dc ds u",
    variables: "GOVC_URL GOVC_DATACENTER",
    does: {
      destroy:
        "vm.destroy, datastore.rm, object.destroy, pool.destroy, cluster.destroy, snapshot.remove, snapshot.revert, disk.rm, folder.destroy",
      update: "vm.power, vm.change, host.shutdown, host.maintenance.enter",
    },
  },
  {
    names: "machinectl",
    takes: "M machine",
    verb: "none",
    does: { destroy: "remove, clean", update: "poweroff, terminate, kill, reboot" },
  },
  { names: "wsl wsl.exe", verb: "none", takes: "d distribution u user", does: { destroy: "unregister, --unregister" } },
];

export const machines: readonly Tool[] = rows.map((row) => managedTool({ of: "container", ...row }));
