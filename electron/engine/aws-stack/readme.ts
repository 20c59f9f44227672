import type { StackExport, StackRole } from '../../../shared/models/aws-stack.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatCostRange } from '../../../shared/format/money.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { formatCommands, roleCommands } from './deployment-commands.ts';

const code = (text: string): string => `\`\`\`sh\n${text}\n\`\`\``;

const describeRole = (role: StackRole): string =>
  `In account ${role.accountId}, create the role ${role.roleName}, which ${role.side === 'source' ? 'reads the source' : 'writes to the destination'}:\n\n${code(roleCommands(role))}`;

const listRoutes = (plans: readonly Plan[]): readonly string[] => [
  ...new Set(
    plans.map(({ source, destination }) => `- ${source.repositoryUri} → ${destination.repository.uri}`),
  ),
];

/** The most routes that the document lists. */
const maxRoutes = 20;

function formatRoutes(plans: readonly Plan[]): string {
  const routes = listRoutes(plans);
  const more = routes.length - maxRoutes;
  return [...routes.slice(0, maxRoutes), ...(more > 0 ? [`- and ${more} more, see items.jsonl`] : [])].join(
    '\n',
  );
}

const formatEstimate = ({ estimate }: Pick<StackExport, 'estimate'>): string =>
  [
    '| what | US dollars |',
    '| --- | --- |',
    ...estimate.lines.map(({ title, cost }) => `| ${title} | ${formatCostRange(cost)} |`),
    `| **Sum** | **${formatCostRange(estimate.total)}** |`,
    '',
    ...estimate.assumptions.map((assumption) => `- ${assumption}`),
    `- The prices were last checked on ${estimate.pricesCheckedOn}, and not against a bill. Compare them with AWS's pages:`,
    ...estimate.priceSources.map((source) => `  - ${source}.`),
  ].join('\n');

/** The text of `README.md`: what the folder copies, and the commands to deploy, run and remove it. */
export function formatReadme(summary: Omit<StackExport, 'files'>, plans: readonly Plan[]): string {
  const { target, roles, concurrency, items, bytes, notes } = summary;
  const commands = formatCommands(target, plans[0]?.destination.profile);
  return `# Replication in account ${target.accountId}, ${target.region}

${formatCount(items, 'image')}, ${formatBytes(bytes)} to transfer:

${formatRoutes(plans)}

The stack ${target.stackName} copies them with a Lambda function, one image for each item of a Step Functions map, ${formatCount(concurrency.items, 'item')} at
the same time. ${concurrency.reason} An image that is too large or takes too long for the function is copied by CodeBuild.

${notes.map((note) => `- ${note}`).join('\n')}

## Before

- \`ecr-image-replicator-lambda.zip\` is the function. Where it is missing in this folder, \`npm run package:lambda\` builds it from the
  sources.
- Choose a bucket of account ${target.accountId} in ${target.region} for the zip file and the state machine, and set its name:
  \`ARTIFACTS=my-bucket\`.
- Keep the name of the stack: the roles are named after it.

${roles.length === 0 ? 'No other account is involved.' : roles.map(describeRole).join('\n\n')}

## Deploy

${code(commands.deploy)}

## Run

${code(commands.run)}

The execution fails when an image was not copied, after all others were tried. \`ecr-image-replicator execution ARN --profile PROFILE\`
shows its counts and failures. Run it again to retry: what is at the destination is not transferred again.

## Remove

${code(commands.remove)}

This deletes the function, the state machine, the build project, roles, logs and alarms. It deletes no image and no repository. The
bucket with the results is kept; its objects expire after 90 days.${roles.length === 0 ? '' : ' Delete the roles of other accounts there.'}

## Cost

${formatEstimate(summary)}
`;
}
