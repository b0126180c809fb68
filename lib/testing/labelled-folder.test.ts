import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readLabelledFolder } from './labelled-folder'

const HEADER = 'file,kind,fair,mrz1,mrz2,mrz3'
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function folderWith(files: readonly string[], truth?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'labelled-'))
  folders.push(folder)
  for (const name of files) await writeFile(join(folder, name), '')
  if (truth !== undefined) await writeFile(join(folder, 'truth.csv'), truth)
  return folder
}

it('reads a folder without labels: every picture and PDF, by name', async () => {
  const files = await readLabelledFolder(await folderWith(['b.JPG', 'a.pdf', 'notes.txt', 'c.heic']))
  expect(files).toMatchObject([
    { name: 'a.pdf', kind: null, fair: false, mrz: [] },
    { name: 'b.JPG', kind: null },
    { name: 'c.heic', kind: null },
  ])
})

it('reads what is said of each file', async () => {
  const truth = `\ufeff${HEADER}\r\n"my, card.png",id,1,I<UTO,,\r\ncat.jpg,,,,,\r\n\r\nbill.pdf,bill,0,,,\r\n`
  expect(await readLabelledFolder(await folderWith(['my, card.png', 'cat.jpg', 'bill.pdf'], truth))).toMatchObject([
    { name: 'bill.pdf', kind: 'bill', fair: false, mrz: [] },
    { name: 'cat.jpg', kind: 'none', fair: false, mrz: [] },
    { name: 'my, card.png', kind: 'id', fair: true, mrz: ['I<UTO'] },
  ])
})

it.each([
  ['another header', 'file,kind\na.png,id'],
  ['a row that is too short', `${HEADER}\na.png,id,1`],
  ['a word where 0 or 1 is asked for', `${HEADER}\na.png,id,yes,,,`],
  ['a quote that does not end', `${HEADER}\n"a.png,id,1,,,`],
  ['a file that is not there', `${HEADER}\nb.png,id,1,,,`],
])('refuses %s, and says where', async (_, truth) => {
  await expect(readLabelledFolder(await folderWith(['a.png'], truth))).rejects.toThrow(/truth\.csv/)
})
