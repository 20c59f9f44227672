import { takeSkopeo } from './images/take-skopeo.ts';
import { describeRuntime, runtimeEnvironment, takeRuntime } from './app/runtime.ts';

/** Installs what the tests need before the first test: the app's runtime, and skopeo for real images. */
export default async function setUp(): Promise<void> {
  const runtime = await takeRuntime(process.env);
  Object.assign(process.env, runtimeEnvironment(runtime));
  takeSkopeo();
  console.log(describeRuntime(runtime));
}
