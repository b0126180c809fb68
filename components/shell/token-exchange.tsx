import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { TOKEN_PARAM } from '@/lib/contract/host/token'
import { ScreenSkeleton } from './screen-skeleton'
import styles from './token-exchange.module.css'

type TokenExchangeProps = { token: string; next: string; nonce: string | undefined }

/**
 * The token leaves the address bar and the history before anything else happens. Who embeds us is known here alone where
 * the browser lists no ancestors: the next page has no referrer.
 */
const HIDE_TOKEN = `try{sessionStorage.setItem('kyc-host',document.referrer);history.replaceState(null,'',document.forms.enter.elements.next.value)}catch{}`
/** The cookie that tries whether one is kept is of the same kind as the session's. */
const TRY_COOKIE = `function kept(){try{document.cookie='__Host-kyc-try=1; Path=/; Secure; SameSite=None; Partitioned; Max-Age=60';
return document.cookie.includes('__Host-kyc-try=1')}catch{return false}}`
/**
 * Where no cookie is kept the token would be spent and the person be nobody again: then the form stays, and `OwnWindow` says
 * what helps. A sealed frame has no origin.
 */
const LOOK_AROUND = `${TRY_COOKIE}
function place(){var alone=parent===window;if(kept())return;if(self.origin==='null')return alone?'FRAME_SEALED':'WINDOW';
if(location.protocol==='http:')return'INSECURE_PAGE';return alone?'COOKIES_BLOCKED':'WINDOW'}`
/**
 * Once the page is whole: the framework's scripts take one that ends in the middle for an error. A frame that may send no
 * forms drops them without a word, the event included; so does a window that such a frame has opened.
 */
const SEND = `form.dataset.sent='';addEventListener('DOMContentLoaded',()=>{if(!form.requestSubmit)return form.submit();let sent=false;
form.addEventListener('submit',()=>{sent=true});form.requestSubmit();if(!sent){delete form.dataset.sent;form.dataset.blocked=parent===window?'FRAME_SEALED':'WINDOW'}})`
const SEND_IF_KEPT = `${LOOK_AROUND}
var form=document.forms.enter,blocked=place();if(blocked)form.dataset.blocked=blocked;else{${SEND}}`

/**
 * The shell that a link with a token answers: one form that posts the token, submitted at once by script.
 * Without script the button does it. A GET, a HEAD or a preview of this page costs nothing. `children` stand in its
 * place where no cookie is kept.
 */
export function TokenExchange({ children, ...props }: TokenExchangeProps & { children: ReactNode }) {
  const t = useTranslations('token')
  return (
    <main className={styles.shell}>
      <div className={styles.shape}>
        <ScreenSkeleton />
      </div>
      <EnterForm {...props} className={styles.form} script={`${HIDE_TOKEN}${SEND_IF_KEPT}`}>
        <h1>{t('opening')}</h1>
      </EnterForm>
      <div className={styles.window}>{children}</div>
    </main>
  )
}

/** The same for a link that may have come by mail: scanners open those, and some run scripts, so a person must press. */
export function LinkExchange({ brandName, ...props }: TokenExchangeProps & { brandName: string }) {
  const t = useTranslations('token')
  return (
    <main className={styles.shell}>
      <EnterForm {...props} className={styles.waiting} script={HIDE_TOKEN}>
        <span className={styles.mark}>
          <Icon name="shield" />
        </span>
        <p className={styles.brand}>{brandName}</p>
        <h1>{t('linkTitle')}</h1>
        <p className={styles.text}>{t('linkText')}</p>
      </EnterForm>
    </main>
  )
}

type EnterFormProps = TokenExchangeProps & { className: string | undefined; script: string; children: ReactNode }

function EnterForm({ token, next, nonce, className, script, children }: EnterFormProps) {
  const t = useTranslations('token')
  return (
    <>
      <form id="enter" method="post" action="/inapp/kyc/enter" className={className} suppressHydrationWarning>
        {children}
        <input type="hidden" name={TOKEN_PARAM} value={token} />
        <input type="hidden" name="next" value={next} />
        <Button type="submit">{t('continue')}</Button>
      </form>
      <script
        nonce={nonce}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: constants, and they must run before the app's own scripts
        dangerouslySetInnerHTML={{ __html: script }}
      />
    </>
  )
}
