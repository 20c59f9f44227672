/**
 * Replaces what differs between runs, so that texts can be compared and a report can be published: account ids,
 * repository names, digests, upload ids, ports of this machine.
 */
export function anonymize(text: string, accountIds: readonly string[], repositoryPrefix: string): string {
  const named = text
    .replaceAll(new RegExp(`${repositoryPrefix}(?:/[a-z0-9-]+)*`, 'g'), '{repository}')
    .replaceAll(/(?:sha256:)?\b[a-f0-9]{64}\b/g, '{digest}')
    .replaceAll(/\b[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}\b/gi, '{upload}')
    .replaceAll(/\b(?:127\.0\.0\.1|localhost):\d+/g, '{host}')
    .replaceAll(/arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+/g, '{identity}');
  return accountIds.reduce((result, id) => result.replaceAll(id, '{account}'), named);
}
