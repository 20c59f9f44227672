import { keepCompiledCode } from './cli/compile-cache.ts';

// What the app is started with. Only what is loaded after this call is kept as compiled code.
keepCompiledCode();
void import('./main.ts');
