import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';
import { findImages } from '../../engine/image-graph/find-images.ts';
import { readImageDetails } from '../../engine/image-details/read-image-details.ts';
import { readScanFindings } from '../../engine/image-details/scan-findings.ts';
import { listPlatforms } from '../../engine/image-graph/platforms.ts';

export const createImageHandlers = ({
  access,
  imageLists,
  retryPolicy,
}: Pick<Services, 'access' | 'imageLists' | 'retryPolicy'>): HandlersOf<'images'> => ({
  'images.query': (query) => imageLists.readPage(query),
  'images.selectMatching': (query) => imageLists.selectMatching(query),
  'images.lookUp': ({ digests, ...repository }) => imageLists.lookUp(repository, digests),
  'images.previewRules': ({ rules, renames, ...repository }) =>
    imageLists.previewRules(repository, rules, renames),
  'images.selectByRules': ({ rules, ...repository }) => imageLists.selectByRules(repository, rules),
  'images.children': ({ digest, ...repository }) => imageLists.readChildren(repository, digest),
  'images.find': async ({ repositoryName, references, ...selection }) =>
    findImages((await access.connect(selection)).forSide('source'), repositoryName, references),
  'images.platforms': async ({ repositoryName, digests, ...selection }) =>
    listPlatforms({ registry: await access.connect(selection), name: repositoryName }, digests),
  'images.findings': async ({ repositoryName, digest, ...selection }) =>
    readScanFindings({ registry: await access.connect(selection), name: repositoryName }, digest),
  'images.details': async ({ repositoryName, digest, ...selection }) => {
    const { registryId } = await access.identify(selection);
    const registry = await access.connect({ ...selection, registryId });
    return readImageDetails({ registry, name: repositoryName }, registryId, digest, { retryPolicy });
  },
});
