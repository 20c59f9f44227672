import { z } from 'zod';
import type { Companion } from '../companions/start-companion.ts';
import { startCompanion } from '../companions/start-companion.ts';

/** AWS Systems Manager Parameter Store with GetParameter. */
export interface LocalParameterStore extends Companion {
  /** Values by name. */
  readonly parameters: Map<string, string>;
}

const inputSchema = z.object({ Name: z.string() });

export async function startLocalParameterStore(): Promise<LocalParameterStore> {
  const parameters = new Map<string, string>();
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const companion = await startCompanion('ssm', (request) => {
    const { Name } = inputSchema.parse(JSON.parse(request.body));
    const Value = parameters.get(Name);
    if (request.headers['x-amz-target'] !== 'AmazonSSM.GetParameter' || Value === undefined)
      return { status: 400, headers, body: JSON.stringify({ __type: 'ParameterNotFound' }) };
    return { status: 200, headers, body: JSON.stringify({ Parameter: { Name, Value, Type: 'String' } }) };
  });
  return { ...companion, parameters };
}
