import type { Import } from './import-graph.ts';

/** Files of one folder that must not import from others. */
interface Arrow {
  readonly from: RegExp;
  readonly to: RegExp;
  readonly because: string;
}

const product = /^(?:shared|electron|renderer)\//;

/** What must not import what: `shared ← engine ← electron`, `shared ← renderer`. Tests may use fixtures. */
const forbidden: readonly Arrow[] = [
  { from: product, to: /^(?:e2e|scripts)\//, because: 'The product does not know its tests and scripts.' },
  {
    from: /^shared\//,
    to: /^(?:electron|renderer)\//,
    because: 'shared/ is imported by all and imports none.',
  },
  { from: /^renderer\//, to: /^electron\//, because: 'The renderer reaches the main process over IPC only.' },
  { from: /^electron\//, to: /^renderer\//, because: 'The main process reaches the renderer over IPC only.' },
  {
    from: /^electron\/engine\//,
    to: /^electron\/(?!engine\/)/,
    because: 'The engine knows no Electron, no local ECR and no fixtures.',
  },
  {
    from: /^electron\/local-ecr\//,
    to: /^electron\/(?:app|ipc|cli|testing)\//,
    because: 'The local ECR uses the engine alone.',
  },
  {
    from: /^electron\/lambda\//,
    to: /^electron\/(?:app|cli|ipc|local-ecr)\//,
    because: 'The function is the engine with its events: no Electron, no command line, no local ECR.',
  },
  {
    from: /^electron\/(?:app|cli|ipc|lambda)\//,
    to: /^electron\/testing\//,
    because: 'Fixtures are for tests.',
  },
  { from: /^renderer\/features\//, to: /^renderer\/app\//, because: 'app/ composes the features.' },
  {
    from: /^renderer\/components\//,
    to: /^renderer\/(?:app|features)\//,
    because: 'Components know no feature.',
  },
];

const featureOf = (path: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(path)?.[1];

/** @returns why this import is forbidden; undefined when it is not. */
export function forbiddenBecause({ from, to }: Import): string | undefined {
  const [feature, imported] = [featureOf(from), featureOf(to)];
  if (feature !== undefined && imported !== undefined && feature !== imported)
    return 'Features do not know each other; app/ composes them.';
  return forbidden.find((arrow) => arrow.from.test(from) && arrow.to.test(to))?.because;
}
