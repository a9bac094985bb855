package sheepdog.cloud

import rego.v1

# METADATA
# title: something that a service keeps is destroyed
# custom:
#   id: cloud.destroy
#   because: it destroys something that a service on the net keeps, and nobody can say that it comes back
#   instead: look at it first, with the same program and `list` or `describe`, and let a person remove it
#   hits:
#   - aws s3 rb s3://backup --force
#   - aws ec2 terminate-instances --instance-ids i-1
#   - gcloud compute instances delete web
#   - az group delete --name web --yes
#   - terraform destroy
#   - terraform apply -auto-approve
#   - heroku apps:destroy web
#   - fly apps destroy web
#   - supabase db reset --linked
#   misses:
#   - aws s3 ls
#   - aws ec2 terminate-instances --instance-ids i-1 --dry-run
#   - terraform plan -destroy
#   - terraform apply
#   - gcloud compute instances list
#   - heroku logs
#   - aws --endpoint-url http://localhost:4566 s3 rb s3://backup
ask["cloud.destroy"] contains effect.id if {
	some effect in input.effects
	destroys(effect)
	effect.environment != "production"
}

# METADATA
# title: a production is destroyed
# custom:
#   id: cloud.destroy.production
#   because: it destroys something of a production, and nobody can say that it comes back
#   instead: look at it first, with the same program and `list` or `describe`, and let a person remove it
#   hits:
#   - aws --profile prod rds delete-db-instance --db-instance-identifier shop
#   - AWS_PROFILE=production aws s3 rb s3://backup --force
#   - terraform workspace select prod && terraform destroy -auto-approve
#   - gcloud sql instances delete shop --project shop-prod
#   - cd infra/prod && terraform destroy
#   - wrangler delete --env production
#   misses:
#   - aws --profile prod s3 ls
#   - AWS_PROFILE=nonprod aws ec2 terminate-instances --instance-ids i-1
#   - terraform workspace select prod && terraform plan
deny["cloud.destroy.production"] contains effect.id if {
	some effect in input.effects
	destroys(effect)
	effect.environment == "production"
}

# METADATA
# title: a production is changed
# custom:
#   id: cloud.change
#   because: it changes something that is called production
#   instead: "show the change first, with `plan`, `preview`, `diff` or `--dry-run`"
#   hits:
#   - vercel deploy --prod
#   - aws --profile prod ecs update-service --cluster web --service web
#   - terraform -chdir=envs/prod apply
#   - ansible-playbook -i inventories/production site.yml
#   misses:
#   - vercel deploy
#   - aws ecs update-service --cluster web --service web
#   - ansible-playbook -i inventories/production site.yml --check
#   - terraform -chdir=envs/prod plan
ask["cloud.change"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	not effect.of
	effect.change in {"create", "update"}
	effect.environment == "production"
}

# METADATA
# title: who may do what elsewhere is changed
# custom:
#   id: cloud.access
#   because: it changes who may come in or what they may do, in an account that is not this machine
#   instead: let a person give the right; look at what is there with `list` or `describe`
#   hits:
#   - aws iam create-access-key --user-name me
#   - gcloud projects add-iam-policy-binding shop --member user:me@example.com --role roles/owner
#   - az role assignment create --assignee me --role Owner
#   - kubectl create clusterrolebinding me --clusterrole=cluster-admin --user=me
#   misses:
#   - aws iam list-access-keys
#   - gcloud projects get-iam-policy shop
#   - kubectl auth can-i delete pods
#   - kubectl --context kind-local create clusterrolebinding me --clusterrole=cluster-admin --user=me
ask["cloud.access"] contains effect.id if {
	some effect in input.effects
	effect.kind == "privilege"
	effect.as == "an account elsewhere"
}

destroys(effect) if {
	effect.kind == "infra"
	not effect.of
	effect.change == "destroy"
	not is_spare(effect)
}

# What lies on this machine and is quickly made again.
is_spare(effect) if {
	effect.loss == "build"
	effect.environment != "production"
}
