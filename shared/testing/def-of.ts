/** The definition of a zod schema or check, which zod exports under a name with an underscore. */
export const defOf = <Def>({ _zod: { def } }: { readonly _zod: { readonly def: Def } }): Def => def;
