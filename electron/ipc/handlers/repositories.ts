import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';
import { connectToRegistry } from '../../engine/aws/clients/connect-to-registry.ts';
import { listRepositories } from '../../engine/ecr/repositories.ts';

export const createRepositoryHandlers = ({
  access,
}: Pick<Services, 'access'>): HandlersOf<'repositories'> => ({
  'repositories.list': async (selection) => listRepositories(await connectToRegistry(access, selection)),
});
