import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeFileError } from '../../files/describe-file-error.ts';
import { createUploadJournal } from './upload-journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const upload = {
  uploadMethod: 'api' as const,
  repository: 'R',
  digest: 'sha256:a',
  uploadId: 'U',
  partSize: 10,
  confirmed: 20,
  at: 1_000,
};
const day = 24 * 3_600_000;
const now = 1_800_000_000_000;
const at = (time: number) => createUploadJournal(folder, { now: () => time });

/** A name as the first version of the journal gave it. */
const firstName = ({ repository, digest }: typeof upload): string =>
  `${createHash('sha256').update(`${repository} ${digest}`).digest('hex')}.json`;

/** Writes a file that was last modified in 1970. */
async function writeOld(name: string, text = 'someone’s own'): Promise<void> {
  await writeFile(join(folder, name), text);
  await utimes(join(folder, name), 1, 1);
}

test('finds the last entry of a repository and digest in the next run', async () => {
  await at(1_000).write(upload);
  await at(1_000).write({ ...upload, confirmed: 30 });
  expect(await at(2_000).find('R', 'sha256:a')).toEqual({ ...upload, confirmed: 30 });
  expect(await at(2_000).find('S', 'sha256:a')).toBeUndefined();
  expect(await at(2_000).find('R', 'sha256:b')).toBeUndefined();
  expect(await readdir(folder)).toHaveLength(1);
});

test('does not find a removed entry', async () => {
  const journal = at(1_000);
  await journal.write(upload);
  await journal.remove('R', 'sha256:a');
  await journal.remove('R', 'sha256:a');
  expect(await journal.find('R', 'sha256:a')).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});

test('removes an entry that is older than a day', async () => {
  await at(1_000).write(upload);
  expect(await at(1_000 + day + 1).find('R', 'sha256:a')).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});

const marker = { kind: 'ecr-image-replicator/unfinished-upload', version: 1 };

test.each([
  '',
  JSON.stringify(marker).slice(0, 9),
  JSON.stringify({ ...marker, repository: 'R' }),
  JSON.stringify({ ...marker, ...upload, confirmed: 15 }),
])('ignores a broken entry, and replaces it: %s', async (text) => {
  await at(1_000).write(upload);
  const [name = ''] = await readdir(folder);
  await writeFile(join(folder, name), text);
  expect(await at(1_000).find('R', 'sha256:a')).toBeUndefined();
  await at(1_000).write(upload);
  expect(await at(1_000).find('R', 'sha256:a')).toEqual(upload);
});

describe('a folder with the files of other people and programs', () => {
  test('keeps them, however old they are', async () => {
    const foreign = [
      'thesis.docx',
      'invoice-2026.pdf',
      'id_ed25519',
      'package.json',
      'download.tmp',
      // The names of entries, with other content.
      firstName(upload),
      `ecr-image-replicator-upload-${firstName(upload)}`,
      `${'0'.repeat(64)}.json`,
      '3f1b2c4d-0000-4000-8000-00000000000a.tmp',
    ];
    for (const name of foreign) await writeOld(name);
    // The content of entries, under other names.
    await writeOld('notes.json', JSON.stringify(upload));
    await writeOld(`${'1'.repeat(64)}.json`, JSON.stringify(upload));
    await mkdir(join(folder, 'photos'));
    await writeFile(join(folder, 'photos', 'beach.jpg'), 'beach');
    await utimes(join(folder, 'photos'), 1, 1);
    await mkdir(join(folder, `${'2'.repeat(64)}.json`));
    const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    await writeFile(join(elsewhere, 'entry.json'), JSON.stringify({ ...upload, digest: 'sha256:l' }));
    await symlink(join(elsewhere, 'entry.json'), join(folder, firstName({ ...upload, digest: 'sha256:l' })));
    const before = (await readdir(folder, { recursive: true })).toSorted();

    const journal = at(now);
    const other = { ...upload, digest: 'sha256:other', at: now };
    await journal.write(other);
    expect(await journal.find('R', 'sha256:other')).toEqual(other);
    await journal.remove('R', 'sha256:other');
    await journal.remove('R', 'sha256:a');
    await journal.remove('R', 'sha256:l');

    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(before);
    expect(await readFile(join(folder, 'thesis.docx'), 'utf8')).toBe('someone’s own');
    expect(await readdir(elsewhere)).toEqual(['entry.json']);
    await rm(elsewhere, { recursive: true });
  });

  test('may have an old subfolder', async () => {
    await mkdir(join(folder, 'old'));
    await utimes(join(folder, 'old'), 1, 1);
    await at(now).write({ ...upload, at: now });
    expect(await at(now).find('R', 'sha256:a')).toEqual({ ...upload, at: now });
  });
});

describe('files of the first version of the journal', () => {
  test('are found, and are removed with their upload', async () => {
    await writeFile(join(folder, firstName(upload)), JSON.stringify(upload));
    const journal = at(2_000);
    expect(await journal.find('R', 'sha256:a')).toEqual(upload);
    await journal.write({ ...upload, confirmed: 40 });
    expect(await journal.find('R', 'sha256:a')).toEqual({ ...upload, confirmed: 40 });
    await journal.remove('R', 'sha256:a');
    expect(await readdir(folder)).toEqual([]);
  });

  test('are removed after a day, with their temporary files', async () => {
    await writeFile(join(folder, firstName(upload)), JSON.stringify(upload));
    await writeFile(join(folder, '3f1b2c4d-0000-4000-8000-00000000000a.tmp'), JSON.stringify(upload));
    expect(await at(now).find('R', 'sha256:a')).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });
});

test('two runs share a folder: neither removes an entry of the other', async () => {
  const [one, two] = [at(now), at(now)];
  const uploads = Array.from({ length: 20 }, (_, index) => ({
    ...upload,
    digest: `sha256:${index}`,
    at: now,
  }));
  await Promise.all(uploads.map((each, index) => (index % 2 === 0 ? one : two).write(each)));
  for (const each of uploads) {
    expect(await one.find('R', each.digest)).toEqual(each);
    expect(await two.find('R', each.digest)).toEqual(each);
  }
});

test('reports a folder that cannot be written once, and fails nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  const problems: unknown[] = [];
  const journal = createUploadJournal(join(folder, 'file', 'uploads'), {
    now: () => 1_000,
    onProblem: (error) => problems.push(error),
    onRecovered: () => problems.push('recovered'),
  });
  await journal.write(upload);
  await journal.write(upload);
  expect(await journal.find('R', 'sha256:a')).toBeUndefined();
  await journal.remove('R', 'sha256:a');
  expect(problems).toEqual([expect.objectContaining({ code: 'ENOTDIR' })]);
  await rm(join(folder, 'file'));
  await journal.write(upload);
  expect(await journal.find('R', 'sha256:a')).toEqual(upload);
  await journal.write(upload);
  expect(problems.slice(1)).toEqual(['recovered']);
});

describe('what is not its own', () => {
  const name = `ecr-image-replicator-upload-${firstName(upload)}`;

  test('is not overwritten, and the problem is reported once', async () => {
    await writeFile(join(folder, name), 'someone’s own');
    const problems: unknown[] = [];
    const journal = createUploadJournal(folder, { onProblem: (error) => void problems.push(error) });
    await journal.write(upload);
    await journal.write(upload);
    await journal.remove(upload.repository, upload.digest);
    expect(await readFile(join(folder, name), 'utf8')).toBe('someone’s own');
    expect(problems.map(describeFileError)).toEqual([expect.stringContaining(`${name} is not`)]);
  });

  test('is not reached over a symbolic link', async () => {
    const elsewhere = join(folder, 'elsewhere.txt');
    await writeFile(elsewhere, 'someone’s own');
    await symlink(elsewhere, join(folder, name));
    await at(1_000).write(upload);
    expect(await readFile(elsewhere, 'utf8')).toBe('someone’s own');
  });

  test.for([
    [
      'of another program',
      'ecr-image-replicator-00000000-1-00000000-0000-4000-8000-000000000001.tmp',
      'MY NOTES',
      true,
    ],
    ['with a similar name', `ecr-image-replicator-deadbeef-99-${'-'.repeat(36)}.tmp`, '', true],
    [
      'of its own, cut off',
      'ecr-image-replicator-00000000-1-00000000-0000-4000-8000-000000000002.tmp',
      '{"kind":"ecr-im',
      false,
    ],
  ] as const)('is not removed: a temporary file %s', async ([_which, temporary, text, isKept]) => {
    await writeOld(temporary, text);
    await at(now).find('R', 'sha256:a');
    expect(await readdir(folder)).toEqual(isKept ? [temporary] : []);
  });
});
