/** Elements by name, in order. */
export interface XmlElements {
  readonly [name: string]: string | XmlElements;
}

export function toXml(value: string | XmlElements): string {
  if (typeof value === 'string') return escapeXml(value);
  return Object.entries(value)
    .map(([name, content]) => `<${name}>${toXml(content)}</${name}>`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
