package sheepdog.containers

import rego.v1

# METADATA
# title: data of containers or a virtual machine is destroyed
# custom:
#   id: containers.destroy
#   because: it destroys volumes or whole virtual machines together with the data in them
#   instead: "look first what is there: `docker volume ls`, `docker system df`"
#   hits:
#   - docker volume rm db
#   - docker system prune -a --volumes
#   - docker compose down -v
#   - virsh undefine web --remove-all-storage
#   - lxc delete web --force
#   misses:
#   - docker rm -f web
#   - docker compose down
#   - docker system prune -f
#   - vagrant destroy -f
#   - docker volume ls
ask["containers.destroy"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.of == "container"
	effect.change == "destroy"
	effect.loss != "build"
	effect.environment != "production"
}

# METADATA
# title: containers of a production are removed
# custom:
#   id: containers.destroy.production
#   because: it removes containers, or the data in them, on a machine that is called production
#   instead: look first what runs there, with `docker ps`, and let a person run it
#   hits:
#   - docker -H ssh://prod-1 rm -f web
#   - DOCKER_HOST=tcp://prod.example.com:2376 docker system prune -f
#   - docker context use production; docker rm -f web
#   misses:
#   - docker -H ssh://prod-1 ps
#   - docker rm -f prod-copy-of-web-dev
deny["containers.destroy.production"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.of == "container"
	effect.change == "destroy"
	effect.environment == "production"
}

# METADATA
# title: containers of a production are changed
# custom:
#   id: containers.change
#   because: it stops or changes containers on a machine that is called production
#   instead: look first what runs there, with `docker ps`
#   hits:
#   - docker --context prod restart web
#   misses:
#   - docker --context prod logs web
#   - docker restart web
ask["containers.change"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.of == "container"
	effect.change in {"create", "update"}
	effect.environment == "production"
}

# METADATA
# title: a container gets all of this machine
# custom:
#   id: containers.host
#   because: it hands the files of the whole machine to a container that runs as root
#   instead: "hand over the one folder that is needed: `docker run -v \"$PWD\":/work IMAGE`"
#   hits:
#   - docker run -v /:/host alpine true
#   - docker run --rm -it --privileged --pid=host alpine nsenter -t 1 -m sh
#   - podman run --mount type=bind,source=/etc,target=/x alpine true
#   misses:
#   - docker run -v "$PWD":/work alpine true
#   - docker run -v /:/host:ro alpine true
#   - docker run alpine ls /
ask["containers.host"] contains effect.id if {
	some effect in input.effects
	effect.kind == "privilege"
	effect.as == "root of this machine"
}

# METADATA
# title: a container gets rights over the machine around it
# custom:
#   id: containers.privileged
#   because: whatever runs in this container can take over the machine around it
#   instead: name the one right that is needed, with `--cap-add`
#   hits:
#   - docker run --privileged alpine true
#   - docker run -v /var/run/docker.sock:/var/run/docker.sock traefik
#   misses:
#   - docker run --cap-add NET_ADMIN alpine true
warn["containers.privileged"] contains effect.id if {
	some effect in input.effects
	effect.kind == "privilege"
	effect.as == "root of its container host"
}
