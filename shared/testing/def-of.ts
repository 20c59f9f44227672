/** What a schema or a check of zod was made of; zod keeps it under a name with an underscore. */
export const defOf = <Def>({ _zod: { def } }: { readonly _zod: { readonly def: Def } }): Def => def;
