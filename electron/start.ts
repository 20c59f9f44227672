import { refuseUnsafeSwitches } from './app/launch/refuse-unsafe-switches.ts';
import { keepCompiledCode } from './cli/compile-cache.ts';
import { exitCodes } from './cli/terminal/exit-codes.ts';

// What the app is started with. A refused start ends before Electron continues and before anything is written. Only what is
// loaded after the second call is kept as compiled code.
refuseUnsafeSwitches(exitCodes.usage);
keepCompiledCode();
void import('./main.ts');
