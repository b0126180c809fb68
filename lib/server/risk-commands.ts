import 'server-only'
import { once as happens } from 'node:events'
import type { WriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import { RISK_LEVEL, statusName } from '@/lib/contract/statuses'
import { env } from '@/lib/env'
import type { Manager } from '@/lib/kyc'
import { hasData, managerOfExistingData } from '@/lib/server'
import { knownBrands } from './known-brands'
import { placeOf, readRiskFile } from './risk-file'

/** `npm run risk`: what `scripts/upkeep/risk.mjs` hands on, parsed. */
export type RiskCommand = {
  file: string
  /** Only this brand of the file. Default: all of them. */
  brand: string | undefined
  /** Where each customer with a difference goes, a line each. Default: nowhere. */
  to: string | undefined
}
type Print = (line: string) => void

/** Each answers whether all is well; what is not is printed. */
export const COMMANDS: Readonly<Record<'check' | 'replay', (command: RiskCommand, print: Print) => Promise<boolean>>> =
  {
    check,
    replay,
  }

function readRules({ file, brand }: RiskCommand, print: Print): [string, BrandRisk][] | null {
  const read = readRiskFile(file, knownBrands())
  if ('errors' in read) {
    for (const error of read.errors) print(error)
    return null
  }
  const rules = [...read.rules].filter(([name]) => brand === undefined || name === brand)
  if (rules.length === 0) {
    print(brand === undefined ? 'The file has no brand.' : `The file has no brand "${brand}".`)
    return null
  }
  for (const [name, { version, rules: own, transactions, lists, refresh }] of rules) {
    const told = Object.entries(lists).map(
      ([list, { version, countries }]) => `${list} ${version} (${countries.length})`,
    )
    const months =
      refresh &&
      ` Reviews: low ${refresh.months.low}, medium ${refresh.months.medium}, high ${refresh.months.high} months.`
    print(
      `${name}: version ${version}, ${own.length} rules, ${transactions.rules.length} over transactions. ` +
        `Lists: ${told.join(', ') || 'none'}.${months ?? ''}`,
    )
  }
  return rules
}

async function check(command: RiskCommand, print: Print): Promise<boolean> {
  const rules = readRules(command, print)
  if (!rules) return false
  const whose = whyWithoutTemplates()
  if (whose !== null) {
    print(`Whether there are such fields, steps and templates was not looked at: ${whose}`)
    return true
  }
  const manager = await managerOfExistingData()
  try {
    let faults = 0
    for (const [brand, own] of rules) faults += await printMissing(manager, brand, own, print)
    return faults === 0
  } finally {
    await manager.close()
  }
}

/** Why the templates that the rules name things of are not known here. Null where they are. */
function whyWithoutTemplates(): string | null {
  if (env().KYC_BACKEND_URL) return 'KYC_BACKEND_URL is set, so they are those of the backend there.'
  return hasData() ? null : `there is no database in ${env().KYC_DATA_DIR}.`
}

/** @returns how many names there are that no template has. */
async function printMissing(manager: Manager, brand: string, rules: BrandRisk, print: Print): Promise<number> {
  const missing = await manager.risk.missingNames(brand, rules)
  for (const { path, message } of missing) print(`${placeOf([brand, ...path])}${ruleAt(rules, path)}: ${message}`)
  return missing.length
}

/** The id of the rule that a place is in: nobody counts them in a long file. */
function ruleAt({ rules, transactions }: BrandRisk, [first, second, third]: readonly (string | number)[]): string {
  const rule = first === 'rules' ? rules[Number(second)] : transactions.rules[Number(third)]
  return rule && first !== 'refresh' ? ` (${rule.id})` : ''
}

async function replay(command: RiskCommand, print: Print): Promise<boolean> {
  if (env().KYC_BACKEND_URL) {
    print('KYC_BACKEND_URL is set: the history is that of the backend there. Run this command where that backend runs.')
    return false
  }
  const rules = readRules(command, print)
  if (!rules) return false
  const manager = await managerOfExistingData()
  let out: WriteStream | 'refused' | null = null
  try {
    out = command.to === undefined ? null : await openNew(command.to, print)
    if (out === 'refused') return false
    for (const [brand, own] of rules) {
      await printMissing(manager, brand, own, print)
      await replayBrand(manager, brand, own, print, out)
    }
    return true
  } finally {
    await manager.close()
    if (out && out !== 'refused') await finished(out.end())
  }
}

/** A file of its own: nothing that is there is written over. */
async function openNew(path: string, print: Print): Promise<WriteStream | 'refused'> {
  try {
    return (await open(path, 'wx', 0o600)).createWriteStream()
  } catch (error) {
    const why = Object(error).code === 'EEXIST' ? 'there is such a file already' : 'it cannot be written'
    print(`--to ${path}: ${why}. Nothing was replayed.`)
    return 'refused'
  }
}

type Sums = { before: number; would: number; decisive: number; told: number; toldBefore: number }

async function replayBrand(
  manager: Manager,
  brand: string,
  rules: BrandRisk,
  print: Print,
  out: WriteStream | null,
): Promise<void> {
  const began = performance.now()
  const totals = { customers: 0, transactions: 0, differing: 0, unconverted: 0, damaged: 0 }
  // Those of the file first, also where they never hold.
  const perRule = new Map<string, Sums>()
  const count = (rule: string, what: keyof Sums, more = 1) => {
    const sums = perRule.get(rule) ?? { before: 0, would: 0, decisive: 0, told: 0, toldBefore: 0 }
    perRule.set(rule, { ...sums, [what]: sums[what] + more })
  }
  for (const { id } of [...rules.rules, ...rules.transactions.rules]) count(id, 'would', 0)
  const moves = new Map<string, number>()
  for await (const customer of manager.risk.replay(brand, rules)) {
    totals.customers += 1
    for (const key of ['transactions', 'unconverted', 'damaged'] as const) totals[key] += customer[key]
    totals.differing += customer.differing.length
    for (const [rule, times] of Object.entries(customer.decided)) count(rule, 'toldBefore', times)
    for (const [rule, times] of Object.entries(customer.would)) count(rule, 'told', times)
    const { decided, would } = customer.risk
    for (const rule of decided.rules) count(rule, 'before')
    for (const rule of would.rules) count(rule, 'would')
    for (const rule of would.decisive) count(rule, 'decisive')
    const move = `${nameOf(decided)} -> ${nameOf(would)}`
    const isMoved = nameOf(decided) !== nameOf(would)
    if (isMoved) moves.set(move, (moves.get(move) ?? 0) + 1)
    if (out && (isMoved || customer.differing.length > 0) && !out.write(`${JSON.stringify({ brand, ...customer })}\n`))
      await happens(out, 'drain')
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  print(`${brand}: ${totals.customers} customers, ${totals.transactions} transactions in ${seconds} s`)
  const overTransactions = new Set(rules.transactions.rules.map(({ id }) => id))
  for (const [rule, sums] of perRule) print(`${brand}: ${rule}: ${wordsFor(sums, overTransactions.has(rule))}`)
  for (const [move, count] of [...moves].toSorted()) print(`${brand}: risk ${move}: ${count} customers`)
  if (moves.size === 0) print(`${brand}: nobody's risk would be another`)
  if (totals.unconverted > 0) print(`${brand}: ${totals.unconverted} times there is no rate for a currency`)
  if (totals.damaged > 0) print(`${brand}: ${totals.damaged} transactions do not open, and count for nothing`)
}

/** How often a rule held and would hold, and of how many customers the level would be another without it. */
function wordsFor({ before, would, decisive, told, toldBefore }: Sums, isOverTransactions: boolean): string {
  if (would + told + before + toldBefore === 0) return 'never holds with this history'
  const byTransactions =
    isOverTransactions || told + toldBefore > 0 ? `${toldBefore} transactions brought it about, ${told} would; ` : ''
  return `${byTransactions}held for ${before} customers, would for ${would}, and alone decide the level of ${decisive}`
}

function nameOf({ level, proposed }: { level: number; proposed: number | null }): string {
  return `${statusName(RISK_LEVEL, level)}${proposed === null ? '' : ' (prohibited proposed)'}`
}
