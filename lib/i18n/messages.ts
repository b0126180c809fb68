import type { MessageKeys, NestedKeyOf } from 'use-intl/core'
import type english from '@/messages/en.json'
import type sandbox from '@/messages/sandbox/en.json'
import type { AskedMessages } from './asked-messages'

type Holding<Asked, Given extends Asked> = Given

/** What there is to say, by key. `en.json` has it first; a test holds the other languages to it. */
export type Messages = Holding<AskedMessages, typeof english> & { sandbox: typeof sandbox }

/** The keys of what can be said within a namespace: `'personal.name'` of `'templates'`. */
export type MessageKey<Namespace extends keyof Messages> = MessageKeys<
  Messages[Namespace],
  NestedKeyOf<Messages[Namespace]>
>

// With this a key that is not in `en.json` does not compile.
declare module 'next-intl' {
  interface AppConfig {
    Messages: Messages
  }
}
