/** The table of files that hold keys, passwords and tokens, on Linux and macOS. */

/**
 * `~` is any home; without `~` or `/` in front a name counts wherever it lies; with `/` at its end a folder counts with
 * all that is below it. `*` stands for anything but a slash.
 */
export const secretPaths: readonly string[] = words(`
  ~/.ssh/ /etc/ssh/ssh_host_*_key id_{rsa,dsa,ecdsa,ed25519,ecdsa_sk,ed25519_sk} *.ppk
  *.key *{key,priv,secret}*.pem *.p12 *.pfx *.jks *.keystore *.ovpn wg[0-9]*.conf
  ~/.gnupg/ ~/.password-store/ ~/.local/share/keyrings/ ~/.config/{age,sops/age}/keys.txt

  /etc/{shadow,shadow-,gshadow,gshadow-,master.passwd,spwd.db,krb5.keytab,ipsec.secrets} /private/etc/master.passwd
  /etc/security/opasswd /etc/ppp/{chap,pap}-secrets /etc/ssl/private/ /etc/pki/tls/private/ /etc/wireguard/
  /etc/NetworkManager/system-connections/ /var/lib/sss/db/ /var/db/dslocal/nodes/Default/users/ /var/db/shadow/
  /proc/*/environ /proc/*/mem /proc/kcore /dev/{mem,kmem,kcore,port} /run/secrets/ /var/run/secrets/

  ~/.{netrc,pgpass,my.cnf,mylogin.cnf,npmrc,yarnrc.yml,vault-token,s3cfg,boto,passwd-s3fs,smbcredentials,authinfo,authinfo.gpg}
  ~/.{msmtprc,fetchmailrc,mbsyncrc,databrickscfg,terraformrc,htpasswd} {,.}git-credentials .pypirc .dockercfg .netrc _netrc .htpasswd .pgpass
  ~/.aws/{credentials,cli/cache/,sso/cache/} ~/.{azure,oci,bluemix}/ ~/.config/{gcloud,op,rclone,doctl,hcloud,flyctl,netlify,sops}/
  ~/.kube/{config,cache/oidc-login/} ~/.docker/config.json .kube/config .docker/config.json .aws/credentials kubeconfig{,.yml,.yaml}
  ~/.config/{gh/hosts.yml,glab-cli/config.yml,hub,git/credentials,containers/auth.json,stripe/config.toml,ngrok/ngrok.yml,pypoetry/auth.toml}
  ~/.{cargo/credentials,cargo/credentials.toml,gem/credentials,composer/auth.json,m2/settings.xml,m2/settings-security.xml}
  ~/.{gradle/gradle.properties,nuget/NuGet/NuGet.Config,terraform.d/credentials.tfrc.json,pulumi/credentials.json,fly/config.yml}
  ~/.{snowsql/config,kaggle/kaggle.json,huggingface/token,cache/huggingface/token,ngrok2/ngrok.yml,gitlab-runner/config.toml}
  ~/.*/{.credentials,auth,oauth_creds}.json

  ~/{.mozilla,.librewolf,.thunderbird,snap/firefox/common/.mozilla}{,/firefox}{,/*} {logins.json,key3.db,key4.db,signons.sqlite,cookies.sqlite}
  ~/{.config,Library/Application?Support}/{google-chrome,Google/Chrome,chromium,Chromium,BraveSoftware,microsoft-edge,vivaldi,opera}{,/*}
  ~/{.config,Library/Application?Support}/{google-chrome,Google/Chrome,chromium,Chromium,BraveSoftware,microsoft-edge,vivaldi,opera}/**/{Cookies,Login?Data,Web?Data,Local?State,Local?Storage/}
  ~/Library/{Keychains,Cookies,Safari,Messages,Mail}/ /Library/Keychains/ ~/Library/Application?Support/Firefox/
  ~/.config/{Signal,Slack,discord,Element,Bitwarden,1Password,keepassxc}/ ~/.purple/ ~/.{electrum,bitcoin,ethereum,solana,monero}/
  wallet.dat keystore/UTC--* *.{kdbx,kdb,agilekeychain,opvault,1pif,keychain,keychain-db}

  .env .env.* .dev.vars *.tfstate *.tfstate.backup *.tfvars secrets.{yml,yaml,json,toml,env,ini,properties} *-secret.{yml,yaml}
  credentials{,.json,.yml,.yaml,.csv} client_secret*.json service{-,_,}account*.json serviceAccount*.json *firebase-adminsdk*.json
  application_default_credentials.json master.key .vault_pass vault{-,_}pass{,word}{,.txt} .secret .secrets
`);

/** What is called like a secret and is none: the public half of a key, a certificate, an example. */
export const lookalikes: readonly string[] = words(`
  *.pub *.crt *.cer *.csr *pub{,lic}{,-,_}key* known_hosts known_hosts.old *.{example,sample,template,dist,tpl,defaults,md,rst,adoc}
  .env.{example,sample,template,dist,test,defaults,schema} ~/.ssh/{config,config.d/,authorized_keys,authorized_keys2,rc,environment}
`);

/** `?` is a blank in a name. */
function words(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll("?", " "));
}
