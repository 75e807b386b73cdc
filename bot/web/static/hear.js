// Reads the spark aloud with the phone's own voice, where it has one for the language. The page is whole without it.
(function () {
  "use strict";
  var button = document.getElementById("listen"), spark = document.getElementById("spark"), speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) { return; }
  function voices() {
    return speech.getVoices().filter(function (voice) { return voice.lang.toLowerCase().indexOf(spark.lang) === 0; });
  }
  function offer() { button.hidden = voices().length === 0; }
  button.addEventListener("click", function () {
    var said = new window.SpeechSynthesisUtterance(spark.textContent);
    said.lang = spark.lang;
    said.voice = voices()[0];
    said.rate = 0.85;
    speech.cancel();
    speech.speak(said);
  });
  speech.onvoiceschanged = offer;
  offer();
}());
