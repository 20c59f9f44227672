/** An account's registry in a region; the account is undefined where it is not known. */
interface RegistryPlace {
  readonly registryId: string | undefined;
  readonly region: string;
}

/** Whether both are surely one registry. */
export const sameRegistry = (a: RegistryPlace, b: RegistryPlace): boolean =>
  a.registryId !== undefined && a.registryId === b.registryId && a.region === b.region;
