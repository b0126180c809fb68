import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { faultOfFolder } from './data-folder'

const folder = () => mkdtempSync(join(tmpdir(), 'inapp-kyc-'))

it('makes the data folder, and leaves nothing in it', () => {
  const directory = join(folder(), 'kyc', 'data')
  expect(faultOfFolder(directory)).toBeNull()
  expect(readdirSync(directory)).toEqual([])
})

it.each([
  ['is a file, not a folder', 'data'],
  ['a part of the path is a file, not a folder', 'data/kyc'],
])('says that a data folder %s', (words, path) => {
  const parent = folder()
  writeFileSync(join(parent, 'data'), '')
  expect(faultOfFolder(join(parent, path))).toBe(`${join(parent, path)}: ${words}`)
})

it.each([
  ['EACCES', 'the user that runs the server may not write there'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EIO', 'EIO: told as it is'],
])('says in words what %s means', (code, words) => {
  const directory = folder()
  const fault = faultOfFolder(directory, () => {
    throw Object.assign(new Error('EIO: told as it is'), { code })
  })
  expect(fault).toBe(`${directory}: ${words}`)
  expect(existsSync(directory)).toBe(true)
})
