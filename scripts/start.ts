import { buildIfStale } from '../e2e/app/build-app.ts';
import { hasDisplay } from '../e2e/app/has-display.ts';
import { openApp } from './open-app.ts';

// npm start: the app on the user's own profiles.
if (hasDisplay(process.env)) {
  buildIfStale();
  process.exitCode = await openApp(process.argv.slice(2));
} else {
  console.error('There is no display to open a window on. `npm run demo` shows the app without one.');
  process.exitCode = 1;
}
