import 'server-only'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { faultWords } from '@/lib/contract/risk/fault-words'
import { type BrandRisk, riskFileSchema } from '@/lib/contract/risk/risk-rules'
import { env } from '@/lib/env'
import { knownBrands } from './known-brands'
import { once } from './once'

/** Whoever is told more than these at once reads none of them. */
const TOLD = 100

export type RiskRules = ReadonlyMap<string, BrandRisk>

/** The rules of risk of each brand. Throws at start, with every error, when the file breaks a rule. */
export const riskRules = once('risk rules', (): RiskRules => {
  const { KYC_RISK_FILE: path } = env()
  if (!path) return new Map()
  const read = readRiskFile(path, knownBrands())
  if ('errors' in read)
    throw new Error(`The configuration does not work:\n  KYC_RISK_FILE: ${read.errors.join('\n  KYC_RISK_FILE: ')}`)
  return read.rules
})

/**
 * Reads a file of rules, with the files of the lists that it names, whose paths begin at its folder.
 * @returns the rules of the brands, or all errors, each with its path.
 */
export function readRiskFile(path: string, brands: ReadonlySet<string>): { rules: RiskRules } | { errors: string[] } {
  try {
    const errors: string[] = []
    const given = readJson(path)
    const parsed = riskFileSchema.safeParse(withLists(given, dirname(resolve(path)), errors), { error: faultWords })
    errors.push(...(parsed.error?.issues ?? []).map(({ path: at, message }) => `${placeOf(at)}: ${message}`))
    const rules: RiskRules = new Map(Object.entries(parsed.data ?? {}))
    const named = isObject(given) ? Object.keys(given) : []
    for (const brand of new Set(named).difference(brands))
      errors.push(`${brand}: is no brand of this deployment, which has ${[...brands].sort().join(', ')}`)
    if (errors.length === 0) return { rules }
    return errors.length > TOLD
      ? { errors: [...errors.slice(0, TOLD), `and ${errors.length - TOLD} more`] }
      : { errors }
  } catch (error) {
    return { errors: [messageOf(error)] }
  }
}

/** What is wrong with a file that cannot be opened, by the system's code. */
const UNOPENED: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read by this user',
}

/** @throws an error that says which file it is, and with JSON that is none, where. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const code = String(Object(error).code)
    throw new Error(`${path}: ${UNOPENED[code] ?? `is no JSON that can be read. ${messageOf(error)}`}`)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A place in the file: `acme.rules.0.points`. */
export function placeOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the file'
}

/** Puts the lists in the place of the paths of their files. */
function withLists(given: unknown, folder: string, errors: string[]): unknown {
  if (!isObject(given)) return given
  return Object.fromEntries(
    Object.entries(given).map(([brand, rules]) => {
      if (!isObject(rules) || !isObject(rules.lists)) return [brand, rules]
      const lists = Object.entries(rules.lists).map(([name, list]) => {
        if (typeof list !== 'string') return [name, list]
        return [name, readList(resolve(folder, list), `${brand}.lists.${name}`, errors)]
      })
      return [brand, { ...rules, lists: Object.fromEntries(lists) }]
    }),
  )
}

/** A list that cannot be read is told once: in its place stands one that breaks no rule. */
function readList(path: string, place: string, errors: string[]): unknown {
  try {
    return readJson(path)
  } catch (error) {
    errors.push(`${place}: ${messageOf(error)}`)
    return { version: 'unread', countries: ['XXA'] }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
