/**
 * A report as one self-contained file of HTML: to be read and printed without a network and without scripts. Its numbers
 * stand in it once more as JSON, in a data block that no browser runs, from which the page reads it again.
 */

import { count } from "../i18n/numberFormats.ts";
import { type Markup, markup } from "./markup.ts";
import { reportChart } from "./reportChart.ts";
import { MAX_BYTES, type Report, type ReportRun } from "./reportData.ts";
import { differencesOf, endsOf, errorsOfReport, rowsOfCurves, verdictOfReport } from "./reportReadings.ts";
import { marksOf, type ReportTexts, runFacts, runSentence, verdictInWords } from "./reportTexts.ts";

/** The policy of the file: nothing is loaded or run, and only its own styles are used. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const STYLE = `
:root{color-scheme:light}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:15px/1.5 ui-sans-serif,system-ui,"Segoe UI","Noto Sans","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1b1d21;background:#fff;overflow-wrap:anywhere}
h1{font-size:24px;margin:0}h2{font-size:19px;margin:2rem 0 .5rem}h3{font-size:16px;margin:2rem 0 .25rem}
p,dl,ol,ul{margin:.5rem 0}.about{color:#50555d}
li>b{font-weight:600}li ul{list-style:none;padding-left:0}li ul small{font-size:13px;color:#50555d}
table{border-collapse:collapse;font-size:13px;margin:.5rem 0}caption{text-align:left;color:#50555d}
th,td{border:1px solid #dedacf;padding:3px 8px;text-align:right;vertical-align:top;overflow-wrap:normal}
th,td{min-width:3.5rem}th:first-child,.words{text-align:left;min-width:8rem}th{font-weight:600}
.wide{overflow-x:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;font-size:13px}dt{color:#50555d}dd{margin:0}
pre{white-space:pre-wrap;font-size:12px;background:#f2efe7;padding:.75rem}summary{cursor:pointer;min-height:24px}
@media print{body{margin:0;max-width:none;font-size:11pt}section,tr,svg,.question{break-inside:avoid}svg{max-width:100%;height:auto}details::details-content{content-visibility:visible;display:block}}
`;

/** The JSON of a value, with which nothing can end the element that it stands in. */
function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** An address as a link, where it is one of the web; any other one as a text. */
function linked(address: string, label: string): Markup {
  return /^https?:\/\//.test(address)
    ? markup`<a href="${address}" rel="noreferrer">${label}</a>`
    : markup`${label}: ${address}`;
}

/** What may be wider than the window: it scrolls, by keyboard too. */
function scrolling(label: string, content: Markup): Markup {
  return markup`<div class="wide" role="group" aria-label="${label}" tabindex="0">${content}</div>`;
}

function questionsOf({ questions }: Report, texts: ReportTexts): Markup | null {
  if (questions.length === 0) return null;
  const { document: own } = texts.report;
  const items = questions.map((answered) => {
    const { question, options, guess, came } = answered;
    const answers = options.map((option, i) => {
      const marks = marksOf(answered, i, texts);
      const shown = marks === "" ? markup`${option}` : markup`<b>${option}</b> <small>${marks}</small>`;
      return markup`<li>${i === guess ? "▸ " : ""}${shown}</li>`;
    });
    const skipped = guess === null ? markup`<p>${own.skipped}</p>` : null;
    return markup`<li class="question"><b>${question}</b><ul>${answers}</ul>${skipped}<p>${own.whatCame(came)}</p></li>`;
  });
  return markup`<h2>${own.questions}</h2><ol>${items}</ol>`;
}

function tableOfRuns(report: Report, texts: ReportTexts): Markup {
  const { words, report: reportWords } = texts;
  const own = reportWords.document;
  const { runs } = words.resultColumn;
  const number = (value: number | undefined) => (value === undefined ? "–" : count(value));
  const head = [own.run, words.seed, runs.pairs, own.teacher, runs.distilled, runs.baseline, runs.difference];
  const heads = [...head, runs.interval].map((one) => markup`<th scope="col">${one}</th>`);
  const wordHeads = [runs.verdict, own.differs].map((one) => markup`<th scope="col" class="words">${one}</th>`);
  const rows = report.runs.map((run, i) => {
    const [errors, verdict] = [errorsOfReport(run), verdictOfReport(run)];
    const interval = verdict && verdict.pairs > 1 ? runs.between(count(verdict.low), count(verdict.high)) : "–";
    const teacher = number(endsOf(run).find(({ arm }) => arm === null)?.errors);
    const cells = [`${run.experiment.seed}`, number(errors?.pairs), teacher, number(errors?.distilled)];
    const all = [...cells, number(errors?.baseline), number(verdict?.mean), interval];
    const changes = differencesOf(report, run).map((change) => texts.change(change, report.runs[0]!, run));
    const differs = changes.length > 0 ? changes.join(words.punctuation.semicolon) : i === 0 ? "–" : own.nothing;
    return markup`<tr><th scope="row">${i + 1}. <bdi>${run.name}</bdi></th>${all.map((cell) => markup`<td>${cell}</td>`)}<td class="words">${verdictInWords(run, texts)}</td><td class="words">${differs}</td></tr>`;
  });
  return scrolling(
    own.figures,
    markup`<table><caption>${own.figures}</caption><thead><tr>${heads}${wordHeads}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function tableOfPairs(run: ReportRun, texts: ReportTexts): Markup {
  const own = texts.report.document;
  const pairs = Array.from({ length: run.experiment.pairs }, (_, i) => i);
  const rows = run.arms.map(({ arm, errors }) => {
    const cells = pairs.map((pair) => errors[pair] ?? null);
    const shown = cells.map((value) => markup`<td>${value === null ? "–" : count(value)}</td>`);
    return markup`<tr><th scope="row">${texts.arm(run, arm)}</th>${shown}</tr>`;
  });
  const heads = pairs.map((pair) => markup`<th scope="col">${own.pair(pair + 1)}</th>`);
  return scrolling(
    own.byPair,
    markup`<table><caption>${own.byPair}</caption><thead><tr><th scope="col">${own.network}</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function tableOfSteps(run: ReportRun, texts: ReportTexts): Markup {
  const own = texts.report.document;
  const rows = rowsOfCurves(run).map(({ step, errors }) => {
    const shown = errors.map((value) => markup`<td>${value === null ? "" : count(value)}</td>`);
    return markup`<tr><th scope="row">${count(step)}</th>${shown}</tr>`;
  });
  const heads = run.curves.map(({ arm }) => markup`<th scope="col">${texts.arm(run, arm)}</th>`);
  return markup`<details><summary>${own.overSteps}</summary>${scrolling(own.overSteps, markup`<table><thead><tr><th scope="col">${own.step}</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`)}</details>`;
}

function runOf(run: ReportRun, i: number, texts: ReportTexts): Markup {
  const own = texts.report.document;
  const moved = run.moved.map(({ param, value, step }) =>
    own.movedAt(texts.param(run, param), `${value}`, count(step)),
  );
  const facts = [
    ...runFacts(run, texts),
    ...(moved.length > 0 ? [[own.moved, moved.join(texts.words.punctuation.semicolon)] as const] : []),
  ];
  const shown = facts.map(([label, value]) => markup`<dt>${label}</dt><dd>${value}</dd>`);
  const settings = JSON.stringify(run.experiment, null, 1);
  const sentence = runSentence(run, texts);
  const chart = reportChart(run, texts);
  return markup`<section><h3>${i + 1}. <bdi>${run.name}</bdi></h3>${chart && scrolling(sentence, chart)}<p>${sentence}</p></section>${tableOfSteps(run, texts)}${tableOfPairs(run, texts)}<dl>${shown}</dl><details><summary>${own.settings}</summary><pre>${settings}</pre></details><p>${linked(run.link, own.link)}</p>`;
}

/**
 * The file of a report.
 * @param texts in the report's language
 * @throws RangeError where it would be larger than what is read again
 */
export function reportDocument(report: Report, texts: ReportTexts): string {
  const { words, report: reportWords } = texts;
  const own = reportWords.document;
  const title = report.name === null ? own.title : own.titleOf(report.name);
  const runs = report.runs.map((run, i) => runOf(run, i, texts));
  const body = markup`<h1><bdi>${title}</bdi></h1><p class="about">${own.of(words.title, report.version, report.date)}</p>${questionsOf(report, texts)}${report.runs.length > 0 ? markup`<h2>${own.runs}</h2>${tableOfRuns(report, texts)}${runs}` : null}`;
  const head = markup`<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width"><meta name="generator" content="distillation-playground-report"><meta name="robots" content="noindex"><title>${title}</title>`;
  const language = report.language === "zh" ? "zh-Hans" : "en";
  const file = `<!doctype html>
<html lang="${language}"><head>${head.text}<style>${STYLE}</style></head>
<body>
${body.text}
<script type="application/json" id="report">${embeddedJson(report)}</script>
</body></html>
`;
  const size = new TextEncoder().encode(file).length;
  if (size > MAX_BYTES) throw new RangeError(`it would have ${size} bytes, and ${MAX_BYTES} are read; leave out a run`);
  return file;
}
