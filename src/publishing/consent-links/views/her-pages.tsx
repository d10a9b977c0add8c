import type { Child } from 'hono/jsx'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { HerWordInput } from '../her-word.ts'
import type { HerConsent, HerOwnPoint, PublicPage } from '../hers.ts'
import { Page, type Frame, type Hers } from './frame.tsx'
import { HerPoints } from './her-points.tsx'
import type { HerAct } from '../tables.ts'

/** Before the phrase: the same for every person and every link. */
export function PhrasePage({ i18n, css, wrong }: Frame & { wrong?: boolean }) {
  return (
    <Page i18n={i18n} css={css} title={i18n.t('private.phrase.title')}>
      {wrong && <p role="alert">{i18n.t('private.phrase.wrong')}</p>}
      <form method="post">
        <label for="phrase">{i18n.t('private.phrase.label')}</label>
        <p class="small" id="phrase-hint">
          {i18n.t('private.phrase.hint')}
        </p>
        <input
          id="phrase"
          name="phrase"
          secret
          type="password"
          maxlength={200}
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          dir="auto"
          aria-describedby="phrase-hint"
        />
        <button type="submit">{i18n.t('private.phrase.button')}</button>
      </form>
    </Page>
  )
}

/** What she allowed, what is proposed to her, and what of her is public on it. */
export function HerPage(
  props: Hers & {
    hers: { consents: HerConsent[]; points: HerOwnPoint[]; pages: PublicPage[] }
    publicUrl: string
  },
) {
  const { i18n, hers } = props
  const of = (state: HerConsent['state']) => hers.consents.filter((one) => one.state === state)
  const [given, proposed] = [of('given'), of('proposed')]
  return (
    <Page {...props} title={i18n.t('private.hers.title')}>
      <p>{i18n.t('private.hers.intro')}</p>
      {proposed.length > 0 && <h2>{i18n.t('private.hers.proposed')}</h2>}
      {proposed.map((one) => (
        <One {...props} consent={one}>
          <Act {...props} act="approve" consents={[one]} label={i18n.t('private.hers.approve')} />
          <Act {...props} act="withdraw" consents={[one]} label={i18n.t('private.hers.decline')} second />
        </One>
      ))}
      <HerPoints {...props} />
      <h2>{i18n.t('private.hers.given')}</h2>
      {given.length === 0 && <p>{i18n.t('private.hers.none')}</p>}
      {given.map((one) => (
        <One {...props} consent={one}>
          {one.purposes.length > 1 && <Narrow {...props} consent={one} />}
          <Act {...props} act="withdraw" consents={[one]} label={i18n.t('private.hers.take-back')} second />
        </One>
      ))}
      {given.length > 0 && (
        <>
          <h2>{i18n.t('private.hers.public')}</h2>
          {hers.pages.length === 0 && <p>{i18n.t('private.hers.public.none')}</p>}
          <ul>
            {hers.pages.map(({ title, path }) => (
              <li>
                <bdi>{title}</bdi>
                <br />
                <a class="address" dir="ltr" rel="noreferrer" href={`${props.publicUrl}${path}`}>
                  {`${props.publicUrl}${path}`}
                </a>
              </li>
            ))}
          </ul>
          <h2>{i18n.t('private.hers.all')}</h2>
          <Act {...props} act="confirm" consents={given} label={i18n.t('private.hers.confirm')} />
          <Act
            {...props}
            act="withdraw"
            consents={hers.consents}
            label={i18n.t('private.hers.take-all')}
            second
          />
        </>
      )}
    </Page>
  )
}

const purposesOf = (i18n: I18n, purposes: readonly string[]): string =>
  i18n.list(purposes.map((one) => i18n.t(`private.purpose.${one}` as MessageKey)))

/** Safety: it names nobody of the team, for whoever may be looking over her shoulder. */
function One(props: Frame & { consent: HerConsent; children: Child }) {
  const { i18n, consent: one } = props
  const day = (at: Date) => i18n.date(at, { zone: 'UTC', style: 'short' })
  return (
    <section class="one">
      <h3>{i18n.t(`private.item.${one.item}`)}</h3>
      <p>
        {i18n.t('private.hers.for', { purposes: purposesOf(i18n, one.purposes) })}
        <br />
        {one.languages.length > 0 && (
          <>
            {i18n.t('private.hers.languages', {
              languages: i18n.list(one.languages.map((code) => i18n.language(code))),
            })}
            <br />
          </>
        )}
        {one.expiresAt
          ? i18n.t('private.hers.until', { on: day(new Date(one.expiresAt.getTime() - 1)) })
          : i18n.t('private.hers.open-end')}
      </p>
      <p class="small">{i18n.t('private.hers.recorded', { on: day(one.givenAt) })}</p>
      {props.children}
    </section>
  )
}

/** Leads to the page that says what will happen. */
function Act(
  props: Hers & { act: HerAct; consents: readonly HerConsent[]; label: string; second?: boolean },
) {
  return (
    <form method="post">
      <input type="hidden" name="pass" value={props.pass} />
      {props.consents.map(({ id }) => (
        <input type="hidden" name="consent" value={id} />
      ))}
      <button class={props.second ? 'second' : undefined} type="submit" name="act" value={props.act}>
        {props.label}
      </button>
    </form>
  )
}

function Narrow({ i18n, pass, consent: one }: Hers & { consent: HerConsent }) {
  return (
    <details>
      <summary>{i18n.t('private.hers.narrow')}</summary>
      <form method="post">
        <input type="hidden" name="pass" value={pass} />
        <input type="hidden" name="consent" value={one.id} />
        <fieldset>
          <legend>{i18n.t('private.hers.narrow.legend')}</legend>
          {one.purposes.map((purpose) => (
            <label class="tick">
              <input type="checkbox" name="without" value={purpose} />
              {i18n.t(`private.purpose.${purpose}` as MessageKey)}
            </label>
          ))}
        </fieldset>
        <button class="second" type="submit" name="act" value="narrow">
          {i18n.t('private.hers.narrow.button')}
        </button>
      </form>
    </details>
  )
}

/** What will happen, before it does. */
export function ConfirmPage(
  props: Hers & { input: HerWordInput; meant: readonly HerConsent[]; pages: number },
) {
  const { i18n, input, meant } = props
  const harms = input.act === 'withdraw' || input.act === 'narrow'
  return (
    <Page {...props} title={i18n.t(`private.sure.${input.act}`)}>
      <ul>
        {meant.map((one) => (
          <li>
            {i18n.t(`private.item.${one.item}`)}
            {': '}
            {purposesOf(
              i18n,
              input.act === 'narrow'
                ? one.purposes.filter((purpose) => input.without?.includes(purpose))
                : one.purposes,
            )}
          </li>
        ))}
      </ul>
      {harms && props.pages > 0 && (
        <p>
          <strong>{i18n.t('private.sure.down', { count: props.pages })}</strong>
        </p>
      )}
      <p>{i18n.t(`private.sure.${input.act}.text`)}</p>
      {harms && <p class="small">{i18n.t('private.sure.copied')}</p>}
      <form method="post">
        <input type="hidden" name="pass" value={props.pass} />
        <input type="hidden" name="step" value="do" />
        {meant.map(({ id }) => (
          <input type="hidden" name="consent" value={id} />
        ))}
        {input.without?.map((purpose) => (
          <input type="hidden" name="without" value={purpose} />
        ))}
        <button type="submit" name="act" value={input.act}>
          {i18n.t(`private.sure.${input.act}.yes`)}
        </button>
      </form>
      <form method="post">
        <input type="hidden" name="pass" value={props.pass} />
        <button class="second" type="submit">
          {i18n.t('private.sure.no')}
        </button>
      </form>
    </Page>
  )
}

/** Safety: the one answer to whatever was pressed, whichever phrase was typed. */
export function HerDonePage({ i18n, css }: Frame) {
  return (
    <Page i18n={i18n} css={css} title={i18n.t('private.sure.done')}>
      <p>{i18n.t('private.sure.done.text')}</p>
    </Page>
  )
}
