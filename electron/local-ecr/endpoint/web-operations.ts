import { identityCenterOperations } from './identity-center-operations.ts';
import { createOAuth2Token } from '../web-services/sign-in/create-oauth2-token.ts';
import { signIn } from '../web-services/sign-in/sign-in-error.ts';
import type { WebOperation } from '../web-services/web-operation.ts';

/** By method and path, for example `POST /token`. */
const operations: ReadonlyMap<string, WebOperation> = new Map([
  ...identityCenterOperations,
  ['POST /v1/token', { service: signIn, name: 'CreateOAuth2Token', run: createOAuth2Token }],
]);

/** @param url path and query */
export function webOperationOf(method = '', url = '/'): WebOperation | undefined {
  return operations.get(`${method} ${url.replace(/\?.*/s, '')}`);
}
