import { createRequire } from 'node:module';
import { z } from 'zod';
import { parseTemplate } from './parse-template.ts';

const { load } = z
  .object({ load: z.custom<(text: string) => unknown>((value) => typeof value === 'function') })
  .parse(createRequire(import.meta.url)('js-yaml'));

const source = z.object({ Source: z.object({ BuildSpec: z.string() }) });
const specification = z.object({
  version: z.literal(0.2),
  phases: z.object({ build: z.object({ commands: z.array(z.string()) }) }),
});

/** The commands of a template's build project, for a POSIX shell. */
export function readBuildScript(template: string): string {
  const { Source } = source.parse(parseTemplate(template).Resources['BuildProject']?.Properties);
  return specification.parse(load(Source.BuildSpec)).phases.build.commands.join('\n');
}
