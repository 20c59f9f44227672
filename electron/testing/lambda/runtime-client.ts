import { pathToFileURL } from 'node:url';
import type { Handler } from '../../lambda/create-handler.ts';

// A client of the Runtime API of AWS Lambda, for a process in place of AWS's own client, which has to be compiled:
// node runtime-client.ts PATH_OF_INDEX_MJS

const [, , bundle = ''] = process.argv;
const api = `http://${process.env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation`;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the exports of the bundle are those of electron/lambda/index.ts
const { handler } = (await import(pathToFileURL(bundle).href)) as { readonly handler: Handler };

const post = (path: string, body: object): Promise<Response> =>
  fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) });

for (;;) {
  const next = await fetch(`${api}/next`);
  const header = (name: string): string => next.headers.get(`lambda-runtime-${name}`) ?? '';
  process.env['_X_AMZN_TRACE_ID'] = header('trace-id');
  const awsRequestId = header('aws-request-id');
  const context = {
    awsRequestId,
    invokedFunctionArn: header('invoked-function-arn'),
    getRemainingTimeInMillis: () => Number(header('deadline-ms')) - Date.now(),
  };
  try {
    await post(`${awsRequestId}/response`, await handler(await next.json(), context));
  } catch (error) {
    const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const stackTrace = stack.split('\n');
    await post(`${awsRequestId}/error`, { errorType: name, errorMessage: message, stackTrace });
  }
}
