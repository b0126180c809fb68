import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import styles from './scenario-list.module.css'
import { GROUPS, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from './scenarios'

/** Every state of the screens, one press each. */
export function ScenarioList({
  playing,
  onPlay,
}: {
  playing: ScenarioName | null
  onPlay: (name: ScenarioName) => void
}) {
  const t = useTranslations('sandbox.scenarios')
  return (
    <Card aria-labelledby="scenarios" className={styles.card}>
      <div className={styles.head}>
        <h2 id="scenarios">{t('title')}</h2>
        <p>{t('lead')}</p>
      </div>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group} aria-labelledby={`scenarios-${group}`}>
            <h3 id={`scenarios-${group}`}>{t(`groups.${group}`)}</h3>
            <ul className={styles.list}>
              {SCENARIO_NAMES.filter((name) => SCENARIOS[name].group === group).map((name) => (
                <li key={name}>
                  <button
                    type="button"
                    className={styles.scenario}
                    data-scenario={name}
                    data-playing={playing === name || undefined}
                    onClick={() => onPlay(name)}
                  >
                    {t(`names.${name}`)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  )
}
