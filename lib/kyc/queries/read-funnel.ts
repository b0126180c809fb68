import { FUNNEL_FEWEST, FUNNEL_STAGES } from '@/lib/contract/host/funnel'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'

const DAY_MS = 24 * 3_600_000
/** What is looked at where nothing else is asked for, today included. */
const USUAL_DAYS = 30

/**
 * How far people of the brand came, by screen and step, and by device or language where that is asked for. A row of few people is
 * left out: a person could be behind it.
 */
export async function readFunnel(
  { db, clock }: Context,
  actor: Actor,
  { from, to, by }: ManagerInput<'MngGetKycFunnel'>,
): Promise<ManagerOutput<'MngGetKycFunnel'>> {
  const last = to ?? clock().toISOString().slice(0, 10)
  const first = from ?? new Date(Date.parse(last) - (USUAL_DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  const dimensions = ['screen', 'step', ...(by ? [by] : [])] as ('screen' | 'step' | 'device' | 'language')[]
  const rows = await db
    .selectFrom('funnel')
    .select([...dimensions, 'stage'])
    .select(({ fn }) => [fn.sum<number>('people').as('people'), fn.sum<number>('seconds').as('seconds')])
    .where('brand', '=', actor.brand)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .groupBy([...dimensions, 'stage'])
    .execute()
  const places = Map.groupBy(rows, (row) => JSON.stringify(dimensions.map((name) => row[name])))
  const items = [...places.values()].map((stages) => {
    const at = (stage: string) => stages.find((row) => row.stage === stage)
    const [opened, began, submitted] = FUNNEL_STAGES.map((stage) => Number(at(stage)?.people ?? 0))
    const seconds = Number(at('submitted')?.seconds ?? 0)
    const { screen = 'kyc', step = '', device, language } = stages[0] ?? {}
    return {
      ...{ screen, step: step === '' ? null : step, device, language },
      ...{ opened: opened ?? 0, began: began ?? 0, submitted: submitted ?? 0 },
      /** Fewer have no average: it would be what somebody took. */
      seconds: submitted && submitted >= FUNNEL_FEWEST ? Math.round(seconds / submitted) : null,
    }
  })
  const shown = items.filter(({ opened }) => opened >= FUNNEL_FEWEST)
  const order = (item: (typeof shown)[number]) =>
    `${item.screen} ${item.step ?? ''} ${item.device ?? ''} ${item.language ?? ''}`
  return {
    ...{ from: first, to: last, left_out: items.length - shown.length },
    items: shown.sort((one, other) => (order(one) < order(other) ? -1 : 1)),
  }
}
