/** The keys of an identity, as STS and the AWS files give them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The registry of one identity, as it is given from outside. */
export interface ContractTarget {
  /** The ECR API; the Region's own endpoint when left out. */
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials: () => Promise<Keys>;
}
