import { identityCenterOperations } from '../identity-center/identity-center-operations.ts';
import type { WebOperation } from './web-operation.ts';

/** By method and path, such as `POST /token`. */
const operations: ReadonlyMap<string, WebOperation> = new Map(identityCenterOperations);

/** @param url path and query */
export function webOperationOf(method = '', url = '/'): WebOperation | undefined {
  return operations.get(`${method} ${url.replace(/\?.*/s, '')}`);
}
