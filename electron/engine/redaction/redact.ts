const hidden = '[redacted]';

/** Whether a long run of base64 characters is random rather than a path, a hexadecimal digest or a word. */
function looksRandom(run: string): boolean {
  const slashes = run.split('/').length - 1;
  return /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run) && slashes * 8 <= run.length;
}

const hideIfRandom = (run: string): string => (looksRandom(run) ? hidden : run);

const rules: readonly ((text: string) => string)[] = [
  /** Presigned URLs: the signature opens the layer to whoever reads the log. */
  (text) => text.replaceAll(/(X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"'<>]+/gi, `$1${hidden}`),
  /** Names and passwords in addresses, as in those of proxies: up to the last @ before the path. */
  (text) => text.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/"'<>]*@/gi, `$1${hidden}@`),
  /** Headers, in a raw line or as a printed or serialised object. */
  (text) =>
    text.replaceAll(/(authorization\\?["']?\s*[:=]\s*)(\\?"[^"]*"|'[^']*'|[^\r\n]+)/gi, `$1${hidden}`),
  (text) => text.replaceAll(/\b(Basic|Bearer)\s+[\w+/=.~-]{16,}/gi, `$1 ${hidden}`),
  /** Values under a name that says secret, in objects, config files and environment variables. */
  (text) =>
    text.replaceAll(
      /((?:secret[_-]?access[_-]?key|session[_-]?token|security[_-]?token|authorization[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?secret|private[_-]?key|password|passwd)\\?["']?\s*[:=]\s*)(\\?"[^"]*"|'[^']*'|[^\s,;&{}]+)/gi,
      `$1${hidden}`,
    ),
  /** Access key ids are names, not secrets, but a log needs only enough of one to tell it from another. */
  (text) =>
    text.replaceAll(/\b((?:A3T|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,}?)([A-Z0-9]{4})\b/g, (id) => shortKeyId(id)),
  /** JSON web tokens. */
  (text) => text.replaceAll(/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)*/g, hidden),
  /** AWS secret access keys are forty base64 characters. */
  (text) => text.replaceAll(/(?<![\w+/=-])[A-Za-z0-9+/]{40}(?![\w+/=-])/g, hideIfRandom),
  /** Session tokens and ECR passwords. */
  (text) => text.replaceAll(/[\w+/=-]{100,}/g, hideIfRandom),
];

const shortKeyId = (id: string): string => `${id.slice(0, 4)}…${id.slice(-4)}`;

/** Takes secrets out of a text meant for the log: keys, tokens, passwords, signatures and authorization headers. */
export const redact = (text: string): string => rules.reduce((held, rule) => rule(held), text);
