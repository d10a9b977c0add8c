import type { I18n } from '#platform/i18n.ts'
import { sayDay } from './day.ts'
import type { Visibility } from './lists.ts'
import { stretchOf, type TimelineEntry, type TimelineTopic } from './timeline.ts'

/** The same facts through different eyes: what the team, the coalition and the public would see. */
export function Eyes(props: { i18n: I18n; href: string; eye: Visibility; all: readonly Visibility[] }) {
  const { i18n, href, eye } = props
  return (
    <nav class="tabs within" aria-label={i18n.t('fact.eyes')}>
      <ul>
        {props.all.map((value) => (
          <li>
            <a href={`${href}?eyes=${value}`} aria-current={value === eye ? 'page' : undefined}>
              {i18n.t(`fact.eyes.${value}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Narrows the course of things to one kind; only kinds that there are. */
export function Topics(props: {
  i18n: I18n
  href: string
  eye: Visibility
  all: readonly TimelineTopic[]
  topic: TimelineTopic | undefined
}) {
  const { i18n, href, eye, topic } = props
  return (
    <nav class="tabs within" aria-label={i18n.t('fact.topics')}>
      <ul>
        {[undefined, ...props.all].map((value) => (
          <li>
            <a
              href={`${href}?eyes=${eye}${value ? `&topic=${value}` : ''}`}
              aria-current={value === topic ? 'page' : undefined}
            >
              {i18n.t(`fact.topic.${value ?? 'all'}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Newest first, under headings that say how long ago: ahead, the last seven days, the week before, then month by month. */
export function TimelineList(props: { i18n: I18n; entries: readonly TimelineEntry[]; today: string }) {
  const { i18n, entries, today } = props
  if (entries.length === 0) return <p>{i18n.t('fact.eyes.none')}</p>
  const headingOf = ({ on }: TimelineEntry): string => {
    const stretch = stretchOf(on, today)
    return stretch === 'older'
      ? i18n.date(on, { zone: 'UTC', style: 'month' })
      : i18n.t(`fact.stretch.${stretch}`)
  }
  return (
    <>
      {[...Map.groupBy(entries, headingOf)].map(([heading, group]) => (
        <section>
          <h2>{heading}</h2>
          <ol class="course">
            {group.map((entry) => (
              <Line i18n={i18n} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

function Line({ i18n, entry }: { i18n: I18n; entry: TimelineEntry }) {
  const { on, at, precision, kind, what, href, visibility } = entry
  return (
    <li>
      <p class="small">
        <time datetime={at ? at.moment.toISOString() : on}>
          {at ? i18n.dateTime(at.moment, { zone: at.zone }) : sayDay(i18n, on, precision)}
        </time>{' '}
        · {kind}
        {visibility !== 'team' && <> · {i18n.t(`fact.visibility.${visibility}`)}</>}
      </p>
      <p dir="auto" class="said">
        {href ? <a href={href}>{what}</a> : what}
      </p>
    </li>
  )
}
