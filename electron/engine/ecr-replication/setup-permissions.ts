import type { CreationTemplateChange, SetupPermissions } from '../../../shared/models/ecr-replication.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import { formatPolicy } from '../../../shared/policies/policy-document.ts';
import {
  createReplicationDestinationPolicy,
  createReplicationSourcePolicy,
} from '../../../shared/policies/replication-policies.ts';
import type { TemplateSettings } from './plan-creation-templates.ts';
import { toReference } from './replication-rules.ts';

/** The actions that a template needs besides its creation; undefined when no template is created. */
function listTemplateActions(changes: readonly CreationTemplateChange[]): readonly string[] | undefined {
  const created = changes.flatMap((change): readonly TemplateSettings[] =>
    change.kind === 'create' ? [JSON.parse(change.template)] : [],
  );
  if (created.length === 0) return undefined;
  return [
    ...(created.some(({ lifecyclePolicy }) => lifecyclePolicy !== undefined)
      ? ['ecr:PutLifecyclePolicy']
      : []),
    ...(created.some(({ repositoryPolicy }) => repositoryPolicy !== undefined)
      ? ['ecr:SetRepositoryPolicy']
      : []),
  ];
}

/** Lists the identity policies that the setup, its backfills and their results need. */
export function listSetupPermissions(
  source: RegistryIdentity,
  destination: RegistryIdentity,
  templates: readonly CreationTemplateChange[],
): readonly SetupPermissions[] {
  const atSource = createReplicationSourcePolicy(toReference(source));
  const atDestination = createReplicationDestinationPolicy({
    registryPolicy: source.registryId !== destination.registryId,
    templateActions: listTemplateActions(templates),
  });
  return [
    { side: 'source', arn: source.arn, policy: formatPolicy(atSource) },
    ...(atDestination.Statement.length === 0
      ? []
      : [{ side: 'destination' as const, arn: destination.arn, policy: formatPolicy(atDestination) }]),
  ];
}
