/** The keys of an identity, as STS and the AWS files give them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The registry of one identity. */
export interface ContractTarget {
  /** The endpoint of the ECR API; the Region's own by default. */
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials: () => Promise<Keys>;
}
