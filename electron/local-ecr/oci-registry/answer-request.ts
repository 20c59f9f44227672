import { assertNever } from '../../../shared/result.ts';
import { EcrError } from '../registry/ecr-error.ts';
import type { Repository } from '../registry/repository.ts';
import { getBlob, headBlob } from './blob-requests.ts';
import { RegistryError, registryErrorOf, errorBody } from './registry-error.ts';
import { answer, type Answer, type Exchange } from './exchange.ts';
import { getReferrers, listTags } from './list-requests.ts';
import { getManifest, putManifest } from './manifest-requests.ts';
import type { Route } from './route.ts';
import { deleteUpload, getUpload, patchUpload, postUpload, putUpload } from './upload-requests.ts';

/** A route of a repository. */
type RepositoryRoute = Exclude<Route, { kind: 'base' }>;

/** Performs a request and returns its response; an error response too. */
export async function answerRequest(exchange: Exchange, route: Route): Promise<Answer> {
  if (route.kind === 'base') return answer(200, { 'content-type': 'application/json' }, '{}');
  try {
    const action = actionOf(route, exchange.method);
    if (action === undefined) throw new RegistryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
    exchange.permit(action, route.name);
    const repository = exchange.registry.repositories.get(route.name);
    // ECR closes the connection when a push starts in a repository that does not exist.
    if (!repository && route.kind === 'uploads') return { kind: 'hang-up' };
    return await perform(exchange, route, repository ?? exchange.registry.repository(route.name));
  } catch (error) {
    return refusal(error);
  }
}

/** @returns the error response. Rethrows other errors. */
export function refusal(error: unknown): Answer {
  const refused = error instanceof EcrError ? registryErrorOf(error) : error;
  if (!(refused instanceof RegistryError)) throw error;
  const headers = { 'content-type': 'application/json' };
  return {
    kind: 'response',
    status: refused.status,
    headers,
    body: errorBody(refused),
    errorCode: refused.code,
  };
}

/** @returns the ECR API action for permissions and the log; undefined for an unsupported request. */
export function actionOf(route: Route, method: string): string | undefined {
  return actions[`${method === 'HEAD' && route.kind === 'manifest' ? 'GET' : method} ${route.kind}`];
}

const actions: Readonly<Record<string, string>> = {
  'HEAD blob': 'BatchCheckLayerAvailability',
  'GET blob': 'GetDownloadUrlForLayer',
  'POST uploads': 'InitiateLayerUpload',
  'PATCH upload': 'UploadLayerPart',
  'GET upload': 'UploadLayerPart',
  'DELETE upload': 'UploadLayerPart',
  'PUT upload': 'CompleteLayerUpload',
  'GET manifest': 'BatchGetImage',
  'PUT manifest': 'PutImage',
  'GET tags': 'ListImages',
  'GET referrers': 'BatchGetImage',
};

async function perform(exchange: Exchange, route: RepositoryRoute, repository: Repository): Promise<Answer> {
  switch (route.kind) {
    case 'blob':
      return exchange.method === 'HEAD'
        ? headBlob(repository, route.digest)
        : getBlob(exchange, repository, route.digest);
    case 'uploads':
      return postUpload(exchange, repository);
    case 'upload':
      return performUpload(exchange, repository, route.uploadId);
    case 'manifest':
      return exchange.method === 'PUT'
        ? putManifest(exchange, repository, route.reference)
        : getManifest(exchange, repository, route.reference);
    case 'tags':
      return listTags(exchange, repository);
    case 'referrers':
      return getReferrers(exchange, repository, route.digest);
    default:
      return assertNever(route);
  }
}

async function performUpload(exchange: Exchange, repository: Repository, uploadId: string): Promise<Answer> {
  switch (exchange.method) {
    case 'PATCH':
      return patchUpload(exchange, repository, uploadId);
    case 'PUT':
      return putUpload(exchange, repository, uploadId);
    case 'DELETE':
      return deleteUpload(repository, uploadId);
    default:
      return getUpload(exchange, repository, uploadId);
  }
}
