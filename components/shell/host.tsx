'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react'
import { HOST_EVENTS, type HostCommand, type HostEventType } from '@/lib/contract/host/host'
import type { HostEvent } from '@/lib/contract/host/host-event'
import { THEMES } from '@/lib/contract/host/themes'
import { TOKEN_PARAM, withoutToken } from '@/lib/contract/host/token'
import { connectHost, type Host, type HostDetail, type HostSettings } from '@/lib/host'
import { LANGUAGES } from '@/lib/i18n/languages'
import { useChooseLanguage } from './use-choose-language'
import { type Exit, type Leaving, useLeaving } from './use-leaving'

type Tell = (type: HostEventType, detail?: HostDetail, step?: string | null) => void
const HostContext = createContext<{ tell: Tell } & Leaving>({
  ...{ tell: () => {}, leave: () => {}, left: false, comeBack: () => {} },
})

type HostProviderProps = HostSettings & {
  exit: Exit
  /** The session's public name and level; null on screens without one. */
  session: string | null
  level: string | null
  /** In place of screens: passes on what another window of ours says; of what hosts ask, only closing and a token concern it. */
  relaying?: boolean
  children: ReactNode
}

/** Connects the screens to the hosts around them, says that they are ready, and does what a host asks for. */
export function HostProvider({ exit, session, level, relaying = false, children, ...settings }: HostProviderProps) {
  const connection = useRef<Host | null>(null)
  const waiting = useRef<Parameters<Tell>[]>([])
  const obey = useRef<(command: HostCommand) => void>(() => {})
  const facts = useRef({ session, level })
  facts.current = { session, level }

  const tell = useCallback<Tell>((type, detail, step = null) => {
    // Effects of what stands inside run before ours connects.
    if (connection.current) connection.current.tell(type, { ...facts.current, step }, detail)
    else waiting.current.push([type, detail, step])
  }, [])
  const leaving = useLeaving(exit, tell, connection)
  const { leave } = leaving
  const obedience = useObedience(tell, leave)
  obey.current = (command) => {
    if (!relaying || command.type === 'kyc:close' || command.type === 'kyc:token') obedience(command)
  }
  // A new list on every drawing, of the same origins: hosts are greeted once.
  const origins = settings.allowedOrigins.join(' ')
  const { ctraderPlugin } = settings

  useEffect(() => {
    const host = connectHost({ allowedOrigins: origins.split(' '), ctraderPlugin }, (command) => obey.current(command))
    connection.current = host
    const endRelay = relaying ? relayTo(host) : () => {}
    if (!relaying) tell('kyc:ready')
    for (const args of waiting.current.splice(0)) tell(...args)
    return () => {
      endRelay()
      connection.current = null
      host.end()
    }
  }, [origins, ctraderPlugin, relaying, tell])

  useHeightReports(!relaying, tell)
  useEscape(leave)
  const context = useMemo(() => ({ tell, ...leaving }), [tell, leaving])
  return <HostContext value={context}>{children}</HostContext>
}

/** Tells the host how high what it shows is. */
function useHeightReports(on: boolean, tell: Tell): void {
  useEffect(() => {
    if (!on) return
    // Inside a page that goes on around it the frame is as high as what it shows, and no higher.
    if (window.name === 'kyc-inline') document.documentElement.dataset.inline = ''
    const report = () => tell('kyc:resize', { height: document.body.scrollHeight })
    const observer = new ResizeObserver(report)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [on, tell])
}

/** Escape leaves a modal of our own script's, which never hears of a key that is pressed in here. */
function useEscape(leave: () => void): void {
  useEffect(() => {
    if (window.name !== 'kyc-modal') return
    const onEscape = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === 'Escape' && !defaultPrevented && !document.querySelector('dialog[open]')) leave()
    }
    window.addEventListener('keydown', onEscape)
    return () => window.removeEventListener('keydown', onEscape)
  }, [leave])
}

/** Passes on to the host what a window of ours says that goes on in place of this frame; the answer ends that. */
function relayTo(host: Host): () => void {
  const hear = ({ source, origin, data }: MessageEvent<HostEvent>) => {
    if (source === window.parent || origin !== window.location.origin || !HOST_EVENTS.includes(data?.type)) return
    // That it is there, and how high it is, says nothing of this frame.
    if (data.type === 'kyc:ready' || data.type === 'kyc:resize') return
    const { type, session, step, level, detail } = data
    host.tell(type, { session, step, level }, detail)
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}

/** What each command does. */
function useObedience(tell: Tell, leave: () => void): (command: HostCommand) => void {
  const chooseLanguage = useChooseLanguage()
  return ({ type, value }) => {
    switch (type) {
      case 'kyc:token': {
        const query = withoutToken(new URLSearchParams(window.location.search))
        query.set(TOKEN_PARAM, value)
        return window.location.replace(`${window.location.pathname}?${query}`)
      }
      case 'kyc:theme': {
        const theme = THEMES.find((name) => name === value.toLowerCase())
        if (theme) document.documentElement.dataset.theme = theme
        return
      }
      case 'kyc:language': {
        const [asked] = value.toLowerCase().split(/[-_]/)
        const language = LANGUAGES.find((code) => code === asked)
        if (!language || language === document.documentElement.lang) return
        return void chooseLanguage(language).then(() => tell('kyc:language_changed', { language }))
      }
      case 'kyc:close':
        return leave()
    }
  }
}

/** Tells the host what happens. */
export function useHost(): Tell {
  return useContext(HostContext).tell
}

/** Leaves the screens. */
export function useLeave(): () => void {
  return useContext(HostContext).leave
}

/** Whether the person has left, and how they come back. */
export function useLeft(): Pick<Leaving, 'left' | 'comeBack'> {
  return useContext(HostContext)
}

/** Tells the host one thing when the screen that holds it appears. */
export function TellOnShow({
  type,
  step,
  ...detail
}: {
  type: HostEventType
  step?: string
  code?: string
  status?: string
}) {
  const tell = useHost()
  const facts = JSON.stringify(detail)
  useEffect(() => tell(type, JSON.parse(facts), step ?? null), [tell, type, facts, step])
  return null
}
