/** Every text in a value of the structured clone algorithm, keys and bytes included. */
export function textsIn(value: unknown, texts: string[] = []): string[] {
  if (typeof value === 'string') texts.push(value);
  if (typeof value !== 'object' || value === null) return texts;
  if (value instanceof Error) textsIn([value.name, value.message, value.stack, value.cause], texts);
  if (value instanceof Map || value instanceof Set) textsIn([...value], texts);
  if (ArrayBuffer.isView(value))
    texts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString());
  else if (value instanceof ArrayBuffer) texts.push(Buffer.from(value).toString());
  else
    for (const [key, member] of Object.entries(value)) {
      if (!Array.isArray(value)) texts.push(key);
      textsIn(member, texts);
    }
  return texts;
}
