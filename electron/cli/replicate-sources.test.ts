import { describe, expect } from 'vitest';
import { seedImage, seedIndex } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { command, destinationHost, test } from '../testing/cli/replicate-test.ts';

describe('sources', () => {
  test('a repository without tag means all its tagged images, and it says how many', async ({
    registries,
    names,
  }) => {
    const { from, to } = names;
    const source = registries.source.createRepository(from);
    const first = await seedImage(source, [['a', 500]], ['1.0']);
    const second = await seedImage(source, [['b', 500]], ['2.0', 'latest']);
    await seedImage(source, [['c', 500]]);
    registries.destination.createRepository(to);

    const { code, stdout, stderr } = await runInProcess(command('replicate', [from], to, '--json'));

    expect(code).toBe(0);
    expect(stderr).toContain(`${from}: 2 tagged images\n`);
    expect(readReplicateOutput(stdout).result.images).toHaveLength(2);
    expect(Object.fromEntries(registries.destination.repository(to).tags)).toEqual({
      '1.0': first.digest,
      '2.0': second.digest,
      latest: second.digest,
    });
  });

  test('of several repositories are copied one after another', async ({ registries, names }) => {
    const { from, to } = names;
    const one = await seedImage(registries.source.createRepository(`${from}/one`), [['a', 500]], ['one']);
    const two = await seedImage(registries.source.createRepository(`${from}/two`), [['b', 500]], ['v2']);

    const { code, stdout } = await runInProcess(
      command(
        'replicate',
        [`${from}/one:one`, `${from}/two@${two.digest}`],
        to,
        '--create-repository',
        '--json',
      ),
    );

    expect(code).toBe(0);
    expect(
      readReplicateOutput(stdout).result.images.map(({ destination, tags }) => [destination, tags]),
    ).toEqual([
      [`${destinationHost}/${to}:one`, ['one']],
      [`${destinationHost}/${to}:v2`, ['v2']],
    ]);
    const destination = registries.destination.repository(to);
    expect([...destination.images.keys()].toSorted()).toEqual([one.digest, two.digest].toSorted());
    expect([...destination.tags]).toEqual([
      ['one', one.digest],
      ['v2', two.digest],
    ]);
  });

  test('named by digest has all tags of the source, or those of --tag, or none by --untagged', async ({
    registries,
    names,
  }) => {
    const { from, to } = names;
    const source = registries.source.createRepository(from);
    const { digest } = await seedImage(source, [['a', 500]], ['1.0', 'latest']);
    await seedImage(source, [['b', 500]], ['2.0']);
    const tagsAfter = async (...more: string[]) => {
      const name = `${to}/${more.length}`;
      const args = command(
        'replicate',
        [`${from}@${digest}`],
        name,
        '--create-repository',
        '--json',
        ...more,
      );
      expect(await runInProcess(args)).toMatchObject({ code: 0 });
      const { tags, images } = registries.destination.repository(name);
      expect([...images.keys()]).toEqual([digest]);
      return [...tags.keys()].toSorted();
    };
    expect(await tagsAfter()).toEqual(['1.0', 'latest']);
    expect(await tagsAfter('--untagged')).toEqual([]);
    expect(await tagsAfter('--tag', 'stable')).toEqual(['stable']);
    const both = await runInProcess(command('plan', [`${from}@${digest}`], to, '--untagged', '--tag', 'x'));
    expect(both).toMatchObject({ code: 2 });
    expect(both.stderr).toContain("'--untagged' cannot be used with option '--tag <TAG>'");
  });

  test('named by a tag keeps that tag alone, or none by --untagged', async ({ registries, names }) => {
    const { from, to } = names;
    const { digest } = await seedImage(registries.source.createRepository(from), [['a', 500]], ['1.0', 'x']);
    const destination = registries.destination.createRepository(to);
    expect((await runInProcess(command('replicate', [`${from}:1.0`], to, '--untagged'))).code).toBe(0);
    expect([[...destination.images.keys()], [...destination.tags]]).toEqual([[digest], []]);
    expect((await runInProcess(command('replicate', [`${from}:1.0`], to))).code).toBe(0);
    expect([...destination.tags]).toEqual([['1.0', digest]]);
  });

  test('several images cannot share --tag, nor two repositories one tag', async ({
    registries,
    names,
    writes,
  }) => {
    const { from, to } = names;
    const source = registries.source.createRepository(`${from}/one`);
    await seedImage(source, [['a', 500]], ['1.0']);
    await seedImage(source, [['b', 500]], ['2.0']);
    await seedImage(registries.source.createRepository(`${from}/two`), [['c', 500]], ['1.0']);

    const tagged = await runInProcess(command('replicate', [`${from}/one`], to, '--tag', 'x', '--json'));
    expect(tagged).toMatchObject({ code: 2, stdout: '' });
    expect(tagged.stderr).toContain('one tag cannot be on two images');
    const shared = await runInProcess(command('replicate', [`${from}/one:1.0`, `${from}/two:1.0`], to));
    expect(shared).toMatchObject({ code: 2, stdout: '' });
    expect(shared.stderr).toContain('Tag 1.0 is in both');
    expect(writes()).toEqual([]);
  });

  test('a tag that is not there fails, with a result line that says so', async ({ registries, names }) => {
    const { from, to } = names;
    registries.source.createRepository(from);
    const { code, stdout } = await runInProcess(command('replicate', [`${from}:9.9`], to, '--json'));
    expect(code).toBe(1);
    const { lines, result } = readReplicateOutput(stdout);
    expect(lines).toHaveLength(1);
    expect(result.images).toMatchObject([
      {
        source: `${from}:9.9`,
        destination: to,
        tags: [],
        status: 'failed',
        error: { code: 'image-not-found' },
      },
    ]);
  });

  test('a chosen platform makes an index of its own digest', async ({ registries, names }) => {
    const { from, to } = names;
    const source = registries.source.createRepository(from);
    const amd = await seedImage(source, [['amd', 500]]);
    const arm = await seedImage(source, [['arm', 500]]);
    const index = seedIndex(source, [amd, arm], ['1.0']);
    registries.destination.createRepository(to);

    const { code, stdout, stderr } = await runInProcess(
      command('replicate', [`${from}:1.0`], to, '--platform', 'linux/arm64', '--json'),
    );

    expect(code).toBe(0);
    expect(stderr).toContain('with its own digest');
    const [image] = readReplicateOutput(stdout).result.images;
    expect(image?.digest).not.toBe(index);
    const destination = registries.destination.repository(to);
    expect(destination.tags.get('1.0')).toBe(image?.digest);
    expect(destination.images.has(arm.digest)).toBe(true);
    expect(destination.images.has(amd.digest)).toBe(false);
  });
});
