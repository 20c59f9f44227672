/** Replaces the environment of this process with a user's, until the returned function is called. */
export function replaceEnvironment(environment: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env))
    if (/^AWS_|_proxy$/i.test(name)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
  return () => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  };
}
