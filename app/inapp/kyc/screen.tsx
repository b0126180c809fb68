import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ArrivalFocus } from '@/components/shell/arrival-focus'
import { Frame } from '@/components/shell/frame'
import { HostProvider } from '@/components/shell/host'
import { KeyboardInset, OwnWindow, SessionRenewal, UploadsUnderway } from '@/components/shell/later'
import { Leavable } from '@/components/shell/leavable'
import { ReplayEarlyInput } from '@/components/shell/replay-early-input'
import { LinkExchange, TokenExchange } from '@/components/shell/token-exchange'
import { TokenProblem } from '@/components/shell/token-problem'
import { WayBackProvider } from '@/components/shell/way-back'
import type { CustomerStep } from '@/lib/contract/customer'
import type { FunnelScreen } from '@/lib/contract/host/funnel'
import { TOKEN_PARAM, tokenKind } from '@/lib/contract/host/token'
import { currentStep, isDone, progressOf } from '@/lib/journey/journey'
import { countOpened, hostSettings, loadScreen, readShownBrand } from '@/lib/server/load-pages'
import { readBrand } from '@/lib/server/read-brand'
import { personTag } from '@/lib/server/web'
import { phoneQuery } from '@/lib/web/handoff'
import type { Query, ScreenState } from '@/lib/web/load-screen'

export type Ready = Extract<ScreenState, { kind: 'ready' }>
export type ScreenProps = { searchParams: Promise<Query> }

type Options = {
  path: string
  screen: FunnelScreen
  /** The step that it shows, if any. */
  stepOf: (ready: Ready) => CustomerStep | null
  /** Where Back leads; null where it leaves. */
  backHref: (ready: Ready) => string | null
  width?: 'narrow' | 'wide'
}

/** Where nobody is known yet. */
const NOT_YET = { done: false, successUrl: null, returnUrl: null }

/** Renders one of the three screens: what is common to them, around what `content` makes of the person's KYC. */
export async function renderScreen(
  searchParams: Promise<Query>,
  options: Options,
  content: (ready: Ready) => ReactNode,
) {
  const state = await loadScreen(options.path, await searchParams)
  if (state.kind === 'exchange') {
    const nonce = (await headers()).get('x-nonce') ?? undefined
    const exchange = { token: state.token, next: state.next, nonce }
    if (tokenKind(state.token) === 'link')
      return <LinkExchange {...exchange} brandName={readBrand(await readShownBrand()).name} />
    const { shell, window, place } = await getMessages()
    return (
      <TokenExchange {...exchange}>
        <NextIntlClientProvider messages={{ shell, window, place }}>
          <HostProvider {...hostSettings()} exit={NOT_YET} session={null} level={null} relaying>
            <OwnWindow href={withToken(state.next, state.token)} />
            <ReplayEarlyInput />
          </HostProvider>
        </NextIntlClientProvider>
      </TokenExchange>
    )
  }
  if (state.kind === 'ready' && state.session.scope && options.path !== '/inapp/kyc/upload')
    redirect(`/inapp/kyc/upload?${new URLSearchParams(phoneQuery(state.session.scope))}`)
  if (state.kind === 'ready') await countOpened(state, options.screen, options.stepOf(state))
  const brand = readBrand(
    state.kind === 'ready' ? state.session.identity.brand : (state.brand ?? (await readShownBrand())),
  )
  const session = state.kind === 'ready' ? state.session : null
  const done = state.kind === 'ready' && isDone(state.kyc)
  const exit = { done, successUrl: brand.successUrl, returnUrl: brand.returnUrl }
  return (
    <NextIntlClientProvider messages={await screenMessages()}>
      <HostProvider {...hostSettings()} exit={exit} session={session?.id ?? null} level={session?.level ?? null}>
        <WayBackProvider>
          <Leavable hasSession={session !== null}>
            <Frame
              brand={brand}
              person={session && personTag(session.identity)}
              backHref={state.kind === 'ready' && !session?.scope ? options.backHref(state) : null}
              width={options.width}
              progress={state.kind === 'ready' && !session?.scope && !done ? progressOf(state.kyc) : null}
            >
              {state.kind === 'ready' && (
                <UploadsUnderway
                  steps={state.kyc.steps.map(({ id, code }) => ({ id, code }))}
                  showsDocuments={options.path !== '/inapp/kyc/upload'}
                  openStepId={options.path === '/inapp/kyc' ? openStepId(state) : null}
                />
              )}
              {state.kind === 'problem' ? <TokenProblem problem={state.problem} brand={brand} /> : content(state)}
              <ArrivalFocus />
            </Frame>
            {state.kind === 'ready' && <SessionRenewal endsAt={state.session.ends_at ?? 0} />}
          </Leavable>
        </WayBackProvider>
        <KeyboardInset />
        <ReplayEarlyInput />
      </HostProvider>
    </NextIntlClientProvider>
  )
}

/** The step whose form is on the screen. */
function openStepId({ kyc, params }: Ready): string | null {
  return currentStep(kyc, params.step)?.id ?? null
}

function withToken(next: string, token: string): string {
  return `${next}${next.includes('?') ? '&' : '?'}${new URLSearchParams({ [TOKEN_PARAM]: token })}`
}

/** The messages that the screens' own scripts read: without those of emails, templates and the sandbox's page. */
async function screenMessages() {
  const { sandbox: _, mail: __, templates: ___, ...messages } = await getMessages()
  return messages
}
