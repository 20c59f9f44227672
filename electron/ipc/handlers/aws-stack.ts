import { join } from 'node:path';
import type { HandlersOf, RequestInput } from '../../../shared/ipc.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Services } from '../../app/services.ts';
import { notReadyError } from '../../engine/jobs/batch/batch-errors.ts';
import { createStackExport } from '../../engine/aws-stack/create-stack-export.ts';
import { formatCommands } from '../../engine/aws-stack/deployment-commands.ts';
import { findFunctionArchive } from '../../engine/aws-stack/function-archive.ts';
import { readExecution } from '../../engine/aws-stack/read-execution.ts';
import { readRoutes } from '../../engine/aws-stack/read-routes.ts';
import { assertEmptyFolder, writeExport } from '../../engine/aws-stack/write-export.ts';

const question = { title: 'Choose where to create the folder of the export', buttonLabel: 'Export' };

export function createAwsStackHandlers({
  access,
  plans,
  batches,
  chooseFolder,
  resourceFolders,
}: Pick<Services, 'access' | 'plans' | 'batches'> &
  Pick<Desktop, 'chooseFolder' | 'resourceFolders'>): HandlersOf<'awsStack'> {
  /** A batch runs without its blocked plans, as from this computer. */
  const listPlans = (input: RequestInput<'awsStack.estimate'>): readonly Plan[] => {
    if ('planId' in input) return [plans.get(input.planId).plan];
    const { batch, plans: batchPlans } = batches.read(input.batchId);
    if (batch.state.kind === 'working') throw notReadyError();
    return batchPlans.filter((plan) => findRefusals(plan).length === 0);
  };

  return {
    'awsStack.estimate': async (input) => {
      const { files: _files, ...summary } = createStackExport(listPlans(input));
      return summary;
    },
    'awsStack.export': async (input) => {
      const planned = listPlans(input);
      const { target, files } = createStackExport(planned);
      const parent = await chooseFolder(question);
      if (parent === null) return null;
      const folder = join(parent, target.stackName);
      await assertEmptyFolder(folder);
      const archive = await findFunctionArchive(resourceFolders);
      await writeExport(folder, files, archive);
      return {
        folder,
        hasFunction: archive !== undefined,
        commands: formatCommands(target, planned[0]?.destination.profile),
      };
    },
    'awsStack.readExecution': (request) => readExecution(access, request),
    'awsStack.readRoutes': (request) => readRoutes(access, request),
  };
}
