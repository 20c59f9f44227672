import { expect, test } from 'vitest';
import { createPartBody, partBodySize } from './part-body.ts';

const fields = { registryId: undefined, repositoryName: 'team/app', uploadId: 'a-9' };
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 167) % 256));

test('writes the bytes of several chunks and the fields as JSON into the given buffer', () => {
  const buffer = Buffer.alloc(partBodySize(fields, bytes.length));
  const body = createPartBody(buffer);
  body.append(bytes.subarray(0, 400));
  body.append(bytes.subarray(400));
  expect(body.length).toBe(1000);
  const positions = { partFirstByte: 7, partLastByte: 1006 };
  const finished = body.finish({ ...fields, ...positions });
  expect(finished.buffer).toBe(buffer.buffer);
  expect(JSON.parse(finished.toString())).toEqual({
    repositoryName: 'team/app',
    uploadId: 'a-9',
    ...positions,
    layerPartBlob: bytes.toString('base64'),
  });
  expect(body.finish({ ...fields, ...positions })).toEqual(finished);
});

test('the buffer is large enough for the last position of a layer', () => {
  const body = createPartBody(Buffer.alloc(partBodySize(fields, 2)));
  body.append(bytes.subarray(0, 2));
  const positions = { partFirstByte: Number.MAX_SAFE_INTEGER - 1, partLastByte: Number.MAX_SAFE_INTEGER };
  expect(JSON.parse(body.finish({ ...fields, ...positions }).toString())).toMatchObject(positions);
});

test('decodes the bytes from any position', () => {
  const body = createPartBody(Buffer.alloc(partBodySize(fields, bytes.length)));
  body.append(bytes);
  body.finish({ ...fields, partFirstByte: 0, partLastByte: 999 });
  expect(body.decode(0)).toEqual(bytes);
  expect(body.decode(401)).toEqual(bytes.subarray(401));
});
