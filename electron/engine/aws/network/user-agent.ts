/** The product token of the app in the header User-Agent (RFC 9110, section 10.1.5). @param version unknown in a bare checkout. */
export const formatUserAgent = (version?: string): string =>
  version ? `ecr-image-replicator/${version}` : 'ecr-image-replicator';
