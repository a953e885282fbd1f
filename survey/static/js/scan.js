// Scanning a code with the camera, where the browser can read one by itself. Nothing of the picture is sent or kept.
"use strict";

(function () {
  var form = document.querySelector("form[data-scan]");
  if (!form || !window.BarcodeDetector || !navigator.mediaDevices) return;

  var part = form.querySelector("[data-scan-part]");
  var start = part.querySelector("[data-scan-start]");
  var picture = part.querySelector("[data-scan-picture]");
  var failed = part.querySelector("[data-scan-failed]");
  var code = form.querySelector("[name=code]");
  var stream = null;

  function stop() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    picture.hidden = true;
    start.hidden = false;
  }

  function look(detector) {
    if (!stream) return;
    detector.detect(picture).then(function (found) {
      if (!found.length) {
        window.setTimeout(look, 200, detector);
        return;
      }
      code.value = found[0].rawValue;
      stop();
      form.requestSubmit();
    }).catch(fail);
  }

  function fail() {
    stop();
    failed.hidden = false;
  }

  start.addEventListener("click", function () {
    failed.hidden = true;
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false }).then(function (opened) {
      stream = opened;
      picture.srcObject = opened;
      picture.hidden = false;
      start.hidden = true;
      return picture.play();
    }).then(function () {
      look(new window.BarcodeDetector({ formats: ["qr_code"] }));
    }).catch(fail);
  });
  window.addEventListener("pagehide", stop);

  window.BarcodeDetector.getSupportedFormats().then(function (formats) {
    part.hidden = formats.indexOf("qr_code") < 0;
  });
})();
