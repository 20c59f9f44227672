import { buildIfStale } from '../e2e/app/build-app.ts';
import { hasDisplay } from '../e2e/app/has-display.ts';
import { openApp } from './open-app.ts';
import { takeTour } from '../e2e/tour/take-tour.ts';

// npm run demo: the app on the demo registries; the tour where there is no display, or with `-- --tour`.
const given = process.argv.slice(2);
buildIfStale();
if (given.includes('--tour') || !hasDisplay(process.env)) await takeTour();
else process.exitCode = await openApp(['--demo', ...given]);
