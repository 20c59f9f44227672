import { knownSecrets } from '../../../electron/engine/redaction/known-secrets.ts';
import type { CampaignRun } from '../core/campaign.ts';
import { seededRandom } from '../../../electron/testing/random.ts';
import type { AppSession } from './app-session.ts';
import { openAppSession } from './app-session.ts';
import { runCommand, runProcess } from './command-line-run.ts';
import { echoNames } from './echoes.ts';
import type { Call } from './error-paths.ts';
import { allCalls, isSlow, pathName } from './error-paths.ts';
import { captureOwnStreams } from './own-streams.ts';
import { profileNames } from './profile-kinds.ts';
import { replaceEnvironment } from './replace-environment.ts';
import { secretsIn } from './secrets-in-traffic.ts';
import type { Tally } from './tally.ts';
import { readRecords, runWindow } from './window-run.ts';
import { startCanaryWorld } from './world.ts';

/** Maximum number of reported leaks. */
const maxReports = 40;

/** A request as a third-party server recorded it. */
function headersOf(request: string): Record<string, string> {
  const parsed: unknown = JSON.parse(request);
  if (typeof parsed !== 'object' || parsed === null || !('headers' in parsed)) return {};
  return Object.fromEntries(
    Object.entries(parsed.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
}

/** The share of the window's runs after which a command is run. */
const commandShare = 0.1;
/** Calls that a command does not retry. */
const refusals = [400, 401, 403, 404];

/** Fetches a page and follows its redirects and links, as a browser does. */
const browse = async (url: string): Promise<void> => {
  await fetch(url)
    .then((page) => page.arrayBuffer())
    .catch(() => undefined);
};

/** The calls for this many runs, in sessions of the app that try each call once; a sample uses some of the quick ones. */
function sessionsOf(size: number, pick: (calls: readonly Call[]) => Call): readonly (readonly Call[])[] {
  if (size < allCalls.length) {
    const quick = allCalls.filter((call) => !isSlow(call));
    return [Array.from({ length: size }, () => pick(quick))];
  }
  const sessions: (readonly Call[])[] = [];
  for (let begun = 0; begun < size; begun += allCalls.length) sessions.push(allCalls.slice(0, size - begun));
  return sessions;
}

export interface CallsToTry extends CampaignRun {
  /** Starts the real command line with this many of the profiles. */
  readonly processes: number;
}

/** Rejects calls in this process and searches everything that leaves it; `size` calls with every echo each. */
export async function tryCalls({ size, seed, processes, report }: CallsToTry): Promise<Tally> {
  const random = seededRandom(seed);
  const world = await startCanaryWorld();
  const restoreEnvironment = replaceEnvironment(world.environment);
  const streams = captureOwnStreams();
  const tried: Record<string, number> = {};
  const leaks: Record<string, number> = {};
  const reports: string[] = [];
  const refusedBefore = new Map<string, boolean>();
  let commands = 0;

  const check = (where: string, output: string): void => {
    for (const { secret, at } of world.leaks.find(output)) {
      leaks[where] = (leaks[where] ?? 0) + 1;
      reports.push(
        `${where}: ${JSON.stringify(secret.slice(0, 60))} in ${JSON.stringify(output.slice(Math.max(0, at - 200), at + 80))}`,
      );
    }
  };

  const tryWindow = async (session: AppSession, call: Call): Promise<void> => {
    for (const [name, value] of Object.entries(random.pick([...world.containerTokens])))
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    await runWindow({
      world,
      session,
      call,
      random,
      refusedBefore,
      tried(echo) {
        const name = pathName(call, echo);
        tried[name] = (tried[name] ?? 0) + 1;
      },
    });
    check(`window, ${call.profile}, ${call.operation}`, `${session.takeOutput()}\n${streams.take()}`);
  };

  const tryCommand = async ({ profile, operation }: Call): Promise<void> => {
    commands += 1;
    await world.signIn(profile);
    const refusal = { echo: random.pick(echoNames), status: random.pick(refusals) };
    world.relay.fault = { operation, next: () => refusal };
    const output = await runCommand(world, profile, random);
    world.relay.fault = undefined;
    check(`command, ${profile}, ${operation}, ${refusal.echo}`, `${output}\n${streams.take()}`);
  };

  try {
    for (const calls of sessionsOf(size, (all) => random.pick([...all]))) {
      // In some sessions each temporarily failing call is retried.
      const session = await openAppSession({ attempts: random.chance(0.25) ? 2 : 1, browse });
      for (const call of calls) {
        await tryWindow(session, call);
        if (commands === 0 || random.chance(commandShare)) await tryCommand(call);
      }
      await readRecords(session);
      check('window, what is listed', session.takeOutput());
      check('files of the app', `${await session.close()}\n${session.takeOutput()}\n${streams.take()}`);
      world.ecr.calls.clear();
    }
    for (const profile of profileNames.slice(0, processes))
      check(`process, ${profile}`, await runProcess(world, profile));
    check('arguments of the AWS CLI', await world.programs.arguments());
    const toForeign = world.relay.foreign.filter(
      (request) => secretsIn(headersOf(request), '').length > 0,
    ).length;
    return { tried, leaks, commands, processes, secrets: world.secretsSeen, toForeign };
  } finally {
    streams.release();
    restoreEnvironment();
    for (const line of [...new Set(reports)].slice(0, maxReports)) report(line);
    await world.close();
    knownSecrets.forgetAll();
  }
}
