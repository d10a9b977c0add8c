import type { PointVisibility } from '#cases/index.ts'
import { directionOf, isLanguage, quoted, type I18n } from '#platform/i18n.ts'
import { circlesFor, type HerPointInput } from '../her-points.ts'
import type { HerConsent, HerOwnPoint } from '../hers.ts'
import { Page, type Hers } from './frame.tsx'

/** What she said: what waits for her word first, then what she has approved. */
export function HerPoints(
  props: Hers & { hers: { points: readonly HerOwnPoint[]; consents: readonly HerConsent[] } },
) {
  const { i18n, hers } = props
  const waiting = hers.points.filter(({ circle }) => !circle)
  const circles = circlesFor(hers.consents)
  return (
    <>
      {waiting.length > 0 && (
        <>
          <h2>{i18n.t('private.points.waiting')}</h2>
          <p>{i18n.t(circles.length > 0 ? 'private.points.waiting.text' : 'private.points.first')}</p>
        </>
      )}
      {waiting.map((point) => (
        <section class="one">
          <h3>{i18n.t(`private.points.${point.form}`)}</h3>
          <Said i18n={i18n} point={point} />
          {circles.map((circle) => (
            <PointAct
              {...props}
              input={{ act: 'approve', pointId: point.id, seen: point.seen, circle }}
              label={i18n.t(`private.points.yes.${circle}`)}
              // Safety: none stands out, so that nothing leads her to show more than she means to
              second
            />
          ))}
          <PointAct
            {...props}
            input={{ act: 'withdraw', pointId: point.id, seen: point.seen }}
            label={i18n.t('private.points.no')}
            second
          />
        </section>
      ))}
      <Approved {...props} points={hers.points} />
    </>
  )
}

function Approved(props: Hers & { points: readonly HerOwnPoint[] }) {
  const { i18n } = props
  const approved = props.points.filter(({ circle }) => circle)
  if (approved.length === 0) return null
  return (
    <>
      <h2>{i18n.t('private.points.approved')}</h2>
      {approved.map((point) => (
        <section class="one">
          <h3>{i18n.t(`private.points.${point.form}`)}</h3>
          <Said i18n={i18n} point={point} />
          <For i18n={i18n} circle={point.circle!} />
          <PointAct
            {...props}
            input={{ act: 'withdraw', pointId: point.id, seen: point.seen }}
            label={i18n.t('private.hers.take-back')}
            second
          />
        </section>
      ))}
    </>
  )
}

const For = ({ i18n, circle }: { i18n: I18n; circle: PointVisibility }) => (
  <p>
    <strong>{i18n.t(`private.points.for.${circle}`)}</strong>
  </p>
)

/** Safety: only words to the letter stand in quotation marks, here as everywhere. */
function Said({ i18n, point }: { i18n: I18n; point: HerOwnPoint }) {
  return (
    <>
      {point.texts.map(({ language, original, text }) => (
        <>
          {!original && (
            <p class="small">{i18n.t('private.points.translation', { language: i18n.language(language) })}</p>
          )}
          <p class="pre-line" lang={language} dir={isLanguage(language) ? directionOf(language) : 'auto'}>
            {point.form === 'verbatim' ? quoted(text, language) : text}
          </p>
        </>
      ))}
      <p class="small">
        {i18n.t('private.points.said', { on: i18n.date(point.saidOn, { zone: 'UTC', style: 'short' }) })}
      </p>
    </>
  )
}

function PointFields({ pass, input }: { pass: string; input: HerPointInput }) {
  return (
    <>
      <input type="hidden" name="pass" value={pass} />
      <input type="hidden" name="point" value={input.pointId} />
      <input type="hidden" name="seen" value={input.seen} />
      {input.circle && <input type="hidden" name="circle" value={input.circle} />}
    </>
  )
}

/** Leads to the page that says what will happen. */
function PointAct(props: Hers & { input: HerPointInput; label: string; second?: boolean }) {
  return (
    <form method="post">
      <PointFields pass={props.pass} input={props.input} />
      <button class={props.second ? 'second' : undefined} type="submit" name="act" value={props.input.act}>
        {props.label}
      </button>
    </form>
  )
}

/** The very words once more, and what will happen to them, before it does. */
export function ConfirmPointPage(props: Hers & { input: HerPointInput; point: HerOwnPoint; pages: number }) {
  const { i18n, input, point } = props
  const no = input.act === 'withdraw'
  return (
    <Page {...props} title={i18n.t(`private.sure.${input.act}`)}>
      <section class="one">
        <h2>{i18n.t(`private.points.${point.form}`)}</h2>
        <Said i18n={i18n} point={point} />
        {input.circle && <For i18n={i18n} circle={input.circle} />}
      </section>
      {no && props.pages > 0 && (
        <p>
          <strong>{i18n.t('private.sure.down', { count: props.pages })}</strong>
        </p>
      )}
      <p>{i18n.t(`private.sure.${input.act}.text`)}</p>
      {no && <p class="small">{i18n.t('private.sure.copied')}</p>}
      <form method="post">
        <PointFields pass={props.pass} input={input} />
        <input type="hidden" name="step" value="do" />
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
