/** Words of the door to lessons, in English. */

export const lessonWords = {
  title: "Lessons",
  toCome:
    "Fourteen lessons will stand here, each with a question to guess at, the run that answers it and a check; none of them is written yet.",
  untilThen: "Two experiments to begin with:",
  begin: {
    hinton: "1,000 labels, a teacher, and two students that start alike.",
    "drop-3s": "A digit that the student never sees, and what the teacher still says of it.",
  },
};
