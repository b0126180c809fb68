import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeRunFolder } from './run-folder.mjs'

/** The id of a process that has ended. */
const ended = () => spawnSync(process.execPath, ['--version']).pid

describe('the folder of a run', () => {
  const parent = () => mkdtempSync(join(tmpdir(), 'inapp-kyc-runs-'))

  it('is empty, also where an earlier run had the same process id', () => {
    const place = parent()
    writeFileSync(join(makeRunFolder(place), 'unit.json'), '{}')
    expect(readdirSync(makeRunFolder(place))).toEqual([])
  })

  it('takes the place of what killed runs left, and leaves alone what goes on and what is no run', () => {
    const place = parent()
    for (const name of [`run-${ended()}`, `run-${process.ppid}`, 'specimens'])
      mkdirSync(join(place, name, 'data'), { recursive: true })
    makeRunFolder(place)
    expect(readdirSync(place).sort()).toEqual([`run-${process.pid}`, `run-${process.ppid}`, 'specimens'].sort())
  })
})
