/** Words of the lessons' list and of the page that plays them, in English. The lessons' own texts are in src/lessons. */

export const lessonWords = {
  list: {
    title: (n: number) => (n === 14 ? "Fourteen lessons" : `${n} lessons`),
    lead: (least: number, most: number) =>
      `${least} to ${most} minutes each. A lesson opens at once from a recorded run, asks for one guess, and ends in the lab with its state. Begin with 0; after 3 the order is yours.`,
    groups: {
      idea: "The idea",
      copies: "What else can be copied",
      peers: "Without a large teacher",
      honesty: "To be honest",
    },
    done: "done",
    atCard: (card: number, cards: number) => `card ${card} of ${cards}`,
    kept: "What you have done is kept in this browser, and sent nowhere.",
    clear: "Clear it",
    unknown: (id: string) => `There is no lesson “${id}”.`,
  },
  composed: {
    place: "· A lesson from a link",
    placeOfFile: "· A lesson from a file",
    unreadable: "This lesson link cannot be read",
    faults: {
      "link-damaged":
        "It is cut short or changed. Copy the whole link again, or ask the person who made it for a fresh one.",
      "link-too-long": "It is too long for a lesson. Ask the person who made it for the lesson as a file.",
      "link-newer": "It was made with a newer playground. Reload the page to get the newer one.",
      "link-out-of-range": "It holds something that no lesson may have. Ask the person who made it for a fresh one.",
    },
  },
  composer: {
    beginAnew: "Put this draft away and begin anew",
    link: "Link",
    title: "Compose a lesson link",
    preview: "· As students will see it",
    lessonTitle: "Title",
    lead: "Put your own cards beside the lab, and decide what students can move. The lesson is in its link: nothing is sent anywhere. The preview shows what students will see.",
    written: "Language of the texts",
    languages: { en: "English", zh: "中文", both: "both" },
    startTitle: "Start",
    start:
      "The lesson starts with what the lab showed when you came here: its run, digit, temperature and settings. To start with something else, set it in the lab and come back, or move what is free in the preview.",
    takeLab: "Start with what the lab showed last",
    takeStart: "Start with what the preview shows now",
    controls: "Controls",
    controlsHint:
      "Free: students can move it. Locked: they see it and cannot move it; you can say why. Hidden: it is not on the page, and everything else stays.",
    allControls: "All controls",
    mixed: "–",
    singleClasses: "Single digits that can be dropped",
    networks: "Networks, with their pictures",
    oneClass: (group: string, c: number) => `${group}: ${c}`,
    states: { free: "free", locked: "locked", hidden: "hidden" },
    reason: (control: string) => `Why ${control} is locked`,
    sentence: "The sentence above the bars is shown",
    trains: "A network can be trained",
    endsInLab: "The last card leads into the lab, where every control is free",
    cards: "Cards",
    cardsHint:
      "Students read one card after another. “Next card” waits until a card is done; “Skip” is always there. A name between *asterisks* is set off.",
    moveUp: (n: number) => `Move card ${n} up`,
    card: (n: number) => `Card ${n}`,
    cardTitle: "Title of the card",
    cardText: "Text of the card",
    addCard: "Add a card",
    removeCard: (n: number) => `Remove card ${n}`,
    until: "Done when",
    untilKinds: {
      none: "at once",
      control: "a control is in a range",
      dropped: "a digit is dropped",
      guess: "the guess is given",
    },
    control: "Control",
    atLeast: "at least",
    atMost: "at most",
    digit: "Digit",
    prediction: "Prediction",
    hasPrediction: "The lesson asks for a guess",
    check: "Check",
    hasCheck: "The lesson ends with a question",
    question: "Question",
    option: (n: number) => `Answer ${n}`,
    replyTo: (n: number) => `Said after answer ${n}`,
    addOption: "Add an answer",
    removeOption: "Remove the last answer",
    right: "Right answer",
    came: "Said after the guess",
    blocked: (cards: readonly number[]) =>
      `Card ${cards.join(", ")} waits for a control that is locked or hidden: it can only be skipped.`,
    fromStart: (cards: readonly number[]) =>
      `Card ${cards.join(", ")} is done from the start: what it waits for holds already.`,
    output: "Give it to students",
    outputHint:
      "Locks hold on the lesson's cards. The top line still leads to the lab, where everything is free: this is a guide, not an examination lock.",
    incomplete: "The link is made once these are filled in:",
    missing: ({
      is,
      of,
      n = 0,
    }: {
      readonly is: string;
      readonly of?: "prediction" | "check";
      readonly n?: number;
    }) => {
      if (is === "title") return "Title";
      if (is === "card") return `Card ${n}: its text`;
      if (is === "range") return `Card ${n}: a least or a largest value, the least one not above the largest`;
      const asked = of === "check" ? "Check" : "Prediction";
      return is === "question" ? `${asked}: the question` : `${asked}: answer ${n}`;
    },
    refused: "No link can be made of this lesson.",
    length: (characters: string) => `The link has ${characters} characters; 8,192 can be read.`,
    tryIt: "Open the link as a student would, in a new tab",
    dense: "The code is dense. Try it with a phone before you rely on it.",
    frameHint:
      "Paste the frame into the HTML of a course page. If it stays empty there, the host of this page has to allow your site.",
    tooLong: (characters: string) =>
      `The link would have ${characters} characters; 8,192 can be read. Save the lesson as a file, or shorten its texts.`,
    copy: (what: string) => `Copy: ${what}`,
    height: "Height of the frame, px",
    frame: "Frame for another page",
    noCode: "The link is too long for a QR code.",
    save: "Save as a file",
    open: "Open a lesson from its file",
    print: "Print the hand-out",
    handOut: "Hand-out",
    name: "Name:",
    columns: ["What I set", "What I expect", "What came"],
  },
  player: {
    all: "All lessons",
    place: (number: number, last: number, minutes: number) =>
      `· Lesson ${number} of ${last} · about ${minutes} minutes`,
    card: (n: number, cards: number) => `card ${n} of ${cards}`,
    back: "Back",
    skip: "Skip",
    next: "Next card",
    nextLesson: "Next lesson",
    openLab: "Open this state in the lab",
    handIn: "Hand in your guesses",
    beside: "What the card is about",
    done: "Done.",
    /** a card's title and text as one question in a report */
    question: (title: string, body: string) =>
      body === "" ? title : /[.?!]$/.test(title) ? `${title} ${body}` : `${title}: ${body}`,
    yourGuess: "Your guess",
    yourAnswer: "Your answer",
    guessed: "Your guess is kept. The next card shows what came.",
    why: "Why? The formula with these numbers",
    paper: "The paper",
    whileTraining: "A run is training. The lesson shows a recorded one as soon as it has ended.",
    stopTraining: "Stop it now",
    afterGuess: "Appears after your guess.",
    droppedRow: (names: string, right: string, total: string) =>
      `How the student reads the ${names} of the test: ${right} of ${total} right`,
  },
};
