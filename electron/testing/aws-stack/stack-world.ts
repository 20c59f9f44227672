import type { StackExport } from '../../../shared/models/aws-stack.ts';
import type { ReplicationOptions, ReplicationRequest } from '../../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import { workItemSchema, type WorkItem } from '../../../shared/models/work-item.ts';
import { createNetwork } from '../../engine/aws/network/create-network.ts';
import { defaultTimeouts } from '../../engine/aws/network/timeouts.ts';
import { createStackExport } from '../../engine/aws-stack/create-stack-export.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import { openAccess } from '../../lambda/access/open-access.ts';
import type { FunctionFixture } from '../lambda/function-fixture.ts';
import {
  ownAccount,
  ownRegion,
  readerRole,
  sourceAccount,
  sourceRegion,
  startFunction,
} from '../lambda/function-fixture.ts';

type Images = ReplicationRequest['images'];

/** What a review chooses otherwise than by default. */
interface Choices {
  readonly options?: Partial<ReplicationOptions>;
  /** Of a repository that is created. */
  readonly settings?: Partial<SettingChoices>;
}

/** The local AWS of a function, with exports of plans between its two accounts. */
export interface StackWorld extends FunctionFixture {
  /** Plans a copy and exports it; creates the roles of the export in the other account, as its README says. */
  exportCopy(
    names: { readonly from: string; readonly to: string; readonly create?: boolean },
    images: Images,
    choices?: Choices,
  ): Promise<StackExport>;
}

/** The text of a file of an export. */
export function readStackFile(stack: StackExport, path: string): string {
  const file = stack.files.find((each) => each.path === path);
  if (file) return file.text;
  throw new Error(`The export has no file ${path}.`);
}

/** The items of an export, as ItemReader reads them. */
export const readItems = (stack: StackExport): readonly WorkItem[] =>
  readStackFile(stack, 'items.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => workItemSchema.parse(JSON.parse(line)));

/** @param parts sizes of the parts of an upload. */
export async function startStackWorld(parts?: Parameters<typeof startFunction>[0]): Promise<StackWorld> {
  const world = await startFunction(parts);
  const { environment, ecr } = world;
  const network = createNetwork({
    timeouts: defaultTimeouts,
    settings: () => ({ proxyMode: 'environment' }),
    environment,
  });
  const configuration = { environment, functionName: 'planner' };
  const access = openAccess({ configuration, network, warn: () => undefined });
  const source = access.selectRegistry({ accountId: sourceAccount, region: sourceRegion }, readerRole);
  const destination = access.selectRegistry({ accountId: ownAccount, region: ownRegion }, undefined);
  return {
    ...world,
    async exportCopy({ from, to, create = false }, images, { options, settings } = {}) {
      const request = replicationRequestSchema.parse({
        source: { ...source, repositoryName: from },
        destination: { ...destination, repositoryName: to, createRepository: create, settings },
        images,
        options,
      });
      const { plan } = await createPlans(access.aws).create(request);
      const stack = createStackExport([plan]);
      for (const { accountId, roleName } of stack.roles)
        ecr.addRole(accountId, { name: roleName, trustedPrincipals: [ownAccount] });
      return stack;
    },
  };
}
