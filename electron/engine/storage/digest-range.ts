const hexDigits = 64;

/** The 32 bytes of `sha256:…`. */
export const digestBytes = (digest: string): Buffer => Buffer.from(digest.slice('sha256:'.length), 'hex');

/** The bytes between which every digest lies that starts with these hex digits. */
export const digestRange = (prefix: string): { readonly first: Buffer; readonly last: Buffer } => ({
  first: Buffer.from(prefix.padEnd(hexDigits, '0'), 'hex'),
  last: Buffer.from(prefix.padEnd(hexDigits, 'f'), 'hex'),
});
